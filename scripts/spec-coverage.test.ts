import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './ensure-installed.mjs';
import { allTitledTests, rowsOf, SPEC_COVERAGE_FILE, screens, specCoverage, titledTests } from './spec-coverage.ts';
import { ROW_CHAPTERS } from './spec-rows.ts';

describe('the coverage of the console’s features', () => {
  it('is what docs/spec-coverage.md says, and names nothing there is not; else run node scripts/spec-coverage.ts', () => {
    const { text, wrong, unknown } = specCoverage(allTitledTests(projectRoot), screens(projectRoot));
    expect(wrong).toEqual([]);
    expect(unknown).toEqual([]);
    expect(readFileSync(join(projectRoot, SPEC_COVERAGE_FILE), 'utf8')).toBe(text);
  });

  it('has each row once, and finds each restriction that Apple documents by its key', () => {
    const rows = ROW_CHAPTERS.flatMap(({ rows: text }) => rowsOf(text));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.length).toBe(431);
    const restrictions = rows.filter(({ id }) => /^R[IM]-/.test(id));
    expect(restrictions.filter(({ refs }) => refs.length === 0).map(({ title }) => title)).toEqual([
      'allowSiriServerLogging',
      'allowCloudFMM',
    ]);
  });

  it('reads the numbers at both ends of a title', () => {
    const text = ["it('POL-1, CMP-2 does it (VAR-3)', () => {});", "it('does no more (than that)', () => {});"].join(
      '\n',
    );
    expect(titledTests('a.test.ts', text)).toEqual([
      { ids: ['POL-1', 'CMP-2', 'VAR-3'], file: 'a.test.ts', title: 'does it' },
    ]);
  });

  it('tells of what there is not', () => {
    const { wrong, unknown, missing } = specCoverage([{ ids: ['POL-999'], file: 'a.test.ts', title: 'x' }], []);
    expect(unknown).toEqual(['POL-999']);
    expect(wrong).toContain('LBL-08: screen groups');
    expect(missing).toContain('POL-01');
  });
});
