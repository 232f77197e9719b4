import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './ensure-installed.mjs';
import { allTests, COVERAGE_FILE, coverage, testsIn } from './protocol-coverage.ts';
import { REQUIREMENTS } from './protocol-requirements.ts';

describe('the coverage of the protocol', () => {
  it('is what docs/protocol-coverage.md says; else run node scripts/protocol-coverage.ts', () => {
    const { text, unknown } = coverage(allTests(projectRoot));
    expect(unknown).toEqual([]);
    expect(readFileSync(join(projectRoot, COVERAGE_FILE), 'utf8')).toBe(text);
  });

  it('reads the numbers at the beginning of a title, one or several', () => {
    const quote = "'";
    const text = [
      `it(${quote}CHK-13 a restored device${quote}, () => {});`,
      'it("CHK-1, USR-3 says it\'s refused", () => {});',
      `it(${quote}something about CHK-2${quote}, () => {});`,
      `it.each([1, 2])(${quote}NN-4 never twice (%s)${quote}, () => {});`,
    ].join('\n');
    expect(testsIn('a.test.ts', text).map(({ ids, title }) => [ids.join(' '), title])).toEqual([
      ['CHK-13', 'a restored device'],
      ['CHK-1 USR-3', "says it's refused"],
      ['NN-4', 'never twice (%s)'],
    ]);
  });

  it('does not take the samples of its own test for tests', () => {
    expect(allTests(projectRoot).filter(({ file }) => file === 'scripts/protocol-coverage.test.ts')).toEqual([]);
  });

  it('lists what has no test, and tells of a number that nothing has', () => {
    const one = coverage([{ ids: ['CHK-1', 'CHK-99'], file: 'a.test.ts', title: 'answers' }]);
    expect(one.unknown).toEqual(['CHK-99']);
    expect(one.text).toContain(
      '| CHK-1 | 200 for what is accepted, 401 for what is rejected | answers (`a.test.ts`) | yes |',
    );
    expect(one.text).toContain('| Check-in | 16 | 1 |');
    expect(one.text).toMatch(/## Without a test of their name\n\nCHK-2, CHK-3/);
  });

  it('counts every requirement once', () => {
    const prefixes = REQUIREMENTS.map((group) => group.prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(REQUIREMENTS.reduce((sum, group) => sum + group.titles.length, 0)).toBe(133);
  });
});
