import { expect, it } from 'vitest';
import { encodePlist, PlistError, readXmlPlist } from './index.ts';

it('reads what it writes without anything of Node, and says at which letter it stopped', () => {
  const value = { Größe: ['ä', 1, true, new Uint8Array([1, 2, 250])], At: new Date('2026-01-31T09:00:00Z') };
  const text = encodePlist(value, { pretty: true });
  expect(readXmlPlist(text)).toEqual(value);
  const broken = text.replace('<integer>1</integer>', '<integer>one</integer>');
  const problem = (() => {
    try {
      return readXmlPlist(broken);
    } catch (error) {
      return error;
    }
  })();
  expect(problem).toBeInstanceOf(PlistError);
  expect(broken.slice((problem as PlistError).offset)).toMatch(/^<integer>one/);
  expect(() => readXmlPlist(text.replace('AQL6', 'AQL'))).toThrow('base64');
});
