import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { readName } from '../../../shared/certificates/distinguished-name.ts';
import { variableFindings } from '../../../shared/variables/index.ts';
import { findingText } from '../../commands/finding-text.ts';
import { loadLanguage } from '../../locales/language.ts';
import { readXml } from './xml.ts';

beforeAll(async () => {
  await i18next.init({ lng: 'en', fallbackLng: 'en', resources: {}, interpolation: { escapeValue: false } });
  await i18next.changeLanguage(await loadLanguage('de'));
});

const plist = (inside: string): string => `<plist version="1.0">${inside}</plist>`;
const WRONG = [
  plist('<array/>'),
  plist('<string>\u0001</string>'),
  plist(''),
  plist('<dict/><dict/>'),
  `${plist('<dict/>')}x`,
  `<?xml version="1.0" encoding="UTF-16"?>${plist('<dict/>')}`,
  `<?xml version="x"?>${plist('<dict/>')}`,
  `<!DOCTYPE html>${plist('<dict/>')}`,
  '<html/>',
  'x',
  plist('<dict>x</dict>'),
  '<plist version="1.0"><dict>',
  plist('<!-- x <dict/>'),
  plist('<!-- x -- y --><dict/>'),
  plist('<?x <dict/>'),
  plist('<?xml version="1.0"?><dict/>'),
  plist('<dict><string>a</string></dict>'),
  plist('<dict><key>a</key><true/><key>a</key><true/></dict>'),
  plist('<dict><key>a</key></dict>'),
  plist('<dict><key>a</key><integer>x</integer></dict>'),
  plist('<dict><key>a</key><date>x</date></dict>'),
  plist('<dict><key>a</key><data>!</data></dict>'),
  plist('<dict><key>a</key><true>x</true></dict>'),
  '<plist version="1.0"><dict><key>a',
  plist('<dict><key>a</key><string>&nbsp;</string></dict>'),
  plist('<dict><key>a</key><string>x<![CDATA[y</string></dict>'),
  plist('<dict><key>a</key><string><b/></string></dict>'),
  plist('<dict><key>a</key><strin>x</strin></dict>'),
  plist('<dict><key>a</key><5/></dict>'),
  plist(`${'<array>'.repeat(300)}${'</array>'.repeat(300)}`),
];

it('says in German what is wrong with XML, with the line', () => {
  const messages = WRONG.map((text) => {
    const read = readXml(text);
    return read.ok ? `taken: ${text}` : read.message;
  });
  expect(new Set(messages).size).toBeGreaterThanOrEqual(26);
  expect(messages.filter((message) => findingText({ message }, i18next.t) === message)).toEqual([]);
  expect(readXml('<plist version="1.0">\n<dict>\n<key>a</key>\n</dict></plist>')).toMatchObject({ ok: false, line: 4 });
});

it('says in German what is wrong with variables', () => {
  const content = { a: '$EMIAL$ $NOPE_XYZ$ $PASSWORD$ $DEVICE_IMSI$ $DEVICE_CLIENT_ID$ $CUSTOM_DEVICE_X$' };
  const messages = variableFindings(content, []).map(({ message }) => message);
  expect(messages).toHaveLength(6);
  expect(messages.filter((message) => findingText({ message }, i18next.t) === message)).toEqual([]);
});

it('says in German what is wrong with the name of a certificate', () => {
  const wrong = ['', 'X', 'XY=1', 'CN=a\\', 'CN=', `CN=${'a'.repeat(200)}`, 'C=Germany'];
  const messages = wrong.flatMap((text) => {
    const read = readName(text);
    return 'problem' in read ? [read.problem] : [];
  });
  expect(messages).toHaveLength(wrong.length);
  expect(messages.filter((message) => findingText({ message }, i18next.t) === message)).toEqual([]);
});
