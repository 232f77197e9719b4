/**
 * `node scripts/protocol-coverage.ts`: writes docs/protocol-coverage.md, the list of the protocol's requirements with the
 * tests that hold them. A test belongs to a requirement when its title begins with its number, such as `CHK-13 …`, or with
 * several of them separated by commas.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './ensure-installed.mjs';
import { REQUIREMENTS } from './protocol-requirements.ts';

export const COVERAGE_FILE = join('docs', 'protocol-coverage.md');
const FOLDERS = 'electron,renderer,scripts,shared,test';
/** Its titles are samples of titles, and test no requirement. */
const OWN_TEST = 'scripts/protocol-coverage.test.ts';
const TITLE = /\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])((?:[A-Z]{1,4}2?-\d+,?\s+)+)((?:(?!\1)[^\\]|\\.)*)\1/g;

export interface CoveringTest {
  readonly ids: readonly string[];
  readonly file: string;
  readonly title: string;
}

/** The tests in a file's text whose titles begin with numbers of requirements. */
export function testsIn(file: string, text: string): CoveringTest[] {
  return [...text.matchAll(TITLE)].map(([, , ids = '', title = '']) => ({
    ids: ids.split(/[\s,]+/).filter((id) => id !== ''),
    file,
    title: title.replace(/\\(.)/g, '$1'),
  }));
}

/** All such tests of the project, in the order of their files. */
export function allTests(root: string): CoveringTest[] {
  const files = globSync(`{${FOLDERS}}/**/*.test.{ts,tsx}`, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file !== OWN_TEST)
    .sort();
  return files.flatMap((file) => testsIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The document, and ids in titles that these chapters do not have; rows of the console's features are not theirs. */
export function coverage(tests: readonly CoveringTest[]): { text: string; unknown: string[] } {
  const groups = REQUIREMENTS.map(({ prefix, title, titles }) => ({
    title,
    rows: titles.map((words, index) => {
      const id = `${prefix}-${index + 1}`;
      return { id, words, tests: tests.filter((test) => test.ids.includes(id)) };
    }),
  }));
  const all = groups.flatMap((group) => group.rows);
  const known = new Set(all.map((row) => row.id));
  const missing = all.filter((row) => row.tests.length === 0).map((row) => row.id);
  const lines = [
    '# Protocol coverage',
    '',
    'Written by `node scripts/protocol-coverage.ts` from the titles of the tests; a test compares it with them. Every test',
    'listed is part of `npm test`, where none is skipped and none may fail: a requirement with a test passes.',
    '',
    `${all.length - missing.length} of ${all.length} requirements have a test of their own name. Automated enrollment and`,
    'volume purchase are not begun and not counted.',
    '',
    '| chapter | requirements | with a test |',
    '| --- | --- | --- |',
    ...groups.map(({ title, rows }) => {
      const held = rows.filter((row) => row.tests.length > 0).length;
      return `| ${title} | ${rows.length} | ${held} |`;
    }),
  ];
  for (const { title, rows } of groups) {
    lines.push('', `## ${title}`, '', '| id | requirement | tests | passes |', '| --- | --- | --- | --- |');
    for (const { id, words, tests: covering } of rows) {
      const names = covering.map((test) => `${cell(test.title)} (\`${test.file}\`)`);
      lines.push(`| ${id} | ${words} | ${names.join('<br>') || 'none yet'} | ${names.length > 0 ? 'yes' : '–'} |`);
    }
  }
  lines.push('', '## Without a test of their name', '', missing.length === 0 ? 'None.' : `${missing.join(', ')}.`, '');
  const prefixes = new Set(REQUIREMENTS.map(({ prefix }) => prefix));
  const unknown = [...new Set(tests.flatMap((test) => test.ids))].filter(
    (id) => !known.has(id) && prefixes.has(id.slice(0, id.indexOf('-'))),
  );
  return { text: lines.join('\n'), unknown };
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { text, unknown } = coverage(allTests(projectRoot));
  writeFileSync(join(projectRoot, COVERAGE_FILE), text);
  for (const id of unknown) process.stderr.write(`No requirement is called ${id}.\n`);
  process.exitCode = unknown.length === 0 ? 0 : 1;
}
