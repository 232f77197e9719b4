/**
 * `node scripts/spec-coverage.ts`: writes docs/spec-coverage.md, the list of the console's features with what fulfils
 * each: a key of a payload, a command, a screen, or tests whose titles begin with its number.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { COMMANDS } from '../shared/catalogue/index.ts';
import { everyKey, PAYLOADS } from '../shared/payloads/index.ts';
import { projectRoot } from './ensure-installed.mjs';
import type { CoveringTest } from './protocol-coverage.ts';
import { ROW_CHAPTERS } from './spec-rows.ts';

export const SPEC_COVERAGE_FILE = join('docs', 'spec-coverage.md');

const RESTRICTIONS = 'com.apple.applicationaccess';

const FOLDERS = 'electron,renderer,scripts,shared,test';
const OWN_TEST = 'scripts/spec-coverage.test.ts';
const TITLE = /\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g;
const AT_FIRST = /^((?:[A-Z]{1,4}-\d+,? +)+)/;
const AT_LAST = / \(((?:[A-Z]{1,4}-\d+(?:, )?)+)\)$/;

/** Tests whose titles begin with numbers, or end with them in brackets. */
export function titledTests(file: string, text: string): CoveringTest[] {
  return [...text.matchAll(TITLE)].flatMap(([, , whole = '']) => {
    const title = whole.replace(/\\(.)/g, '$1');
    const named = `${AT_FIRST.exec(title)?.[1] ?? ''} ${AT_LAST.exec(title)?.[1] ?? ''}`;
    const ids = named.split(/[\s,]+/).filter((id) => id !== '');
    return ids.length === 0 ? [] : [{ ids, file, title: title.replace(AT_FIRST, '').replace(AT_LAST, '') }];
  });
}

/** All such tests of the project, in the order of their files. */
export function allTitledTests(root: string): CoveringTest[] {
  return globSync(`{${FOLDERS}}/**/*.test.{ts,tsx}`, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file !== OWN_TEST)
    .sort()
    .flatMap((file) => titledTests(file, readFileSync(join(root, file), 'utf8')));
}

export interface Row {
  readonly id: string;
  readonly core: boolean;
  readonly title: string;
  readonly refs: readonly string[];
}

/** The rows of a chapter. A restriction is named by its key, and is where that key is. */
export function rowsOf(text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, id = '', mark = '', title = '', refs = ''] = /^(\S+) ([CU]) ([^|]+?)(?: \| (.+))?$/.exec(line) ?? [];
      if (id === '') throw new Error(`No row: ${line}`);
      const named = refs === '' ? [] : refs.split(', ');
      const key = /^R[IM]-/.test(id) && named.length === 0 ? `key ${RESTRICTIONS}/${title}` : undefined;
      return { id, core: mark === 'C', title, refs: key !== undefined && exists(key, []) ? [key] : named };
    });
}

const keys = new Set(everyKey().map(({ payloadId, path }) => `${payloadId}/${path}`));
const payloads = new Set([...PAYLOADS.map(({ id }) => id), 'TopLevel']);
for (const key of ['PayloadIdentifier', 'PayloadRemovalDisallowed', 'PayloadScope']) keys.add(`TopLevel/${key}`);
const commands = new Set(COMMANDS.map(({ requestType }) => requestType));

function exists(ref: string, routes: readonly string[]): boolean {
  const [kind, name = ''] = ref.split(' ');
  if (kind === 'key') return name.includes('/') ? keys.has(name) : payloads.has(name);
  if (kind === 'command') return commands.has(name);
  return kind === 'screen' && routes.includes(name);
}

/** The addresses of the console's screens. */
export function screens(root: string): string[] {
  const text = readFileSync(join(root, 'renderer', 'app', 'routes.tsx'), 'utf8');
  return [...text.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
}

/** The document, what rows name that there is not, and ids in titles that no row has. */
export function specCoverage(
  tests: readonly CoveringTest[],
  routes: readonly string[],
): { text: string; missing: string[]; wrong: string[]; unknown: string[] } {
  const chapters = ROW_CHAPTERS.map(({ title, rows }) => ({
    title,
    rows: rowsOf(rows).map((row) => ({ ...row, tests: tests.filter(({ ids }) => ids.includes(row.id)) })),
  }));
  const all = chapters.flatMap(({ rows }) => rows);
  const wrong = all.flatMap(({ id, refs }) => refs.filter((ref) => !exists(ref, routes)).map((ref) => `${id}: ${ref}`));
  const missing = all.filter(({ refs, tests: covering }) => refs.length + covering.length === 0).map(({ id }) => id);
  const known = new Set(all.map(({ id }) => id));
  const prefixes = new Set(all.map(({ id }) => id.slice(0, id.indexOf('-'))));
  const unknown = [...new Set(tests.flatMap(({ ids }) => ids))].filter(
    (id) => prefixes.has(id.slice(0, id.indexOf('-'))) && !known.has(id),
  );
  const lines = [
    '# Coverage of the console’s features',
    '',
    'Written by `node scripts/spec-coverage.ts`; a test compares it with the code. What a row names exists: keys stand in the',
    'catalogue of payloads and so in the editor, commands in the catalogue of commands, screens in the routes, and every test',
    'listed is part of `npm test`.',
    '',
    `${all.length - missing.length} of ${all.length} rows are fulfilled.`,
    '',
    '| chapter | rows | fulfilled |',
    '| --- | --- | --- |',
    ...chapters.map(({ title, rows }) => {
      const held = rows.filter(({ id }) => !missing.includes(id)).length;
      return `| ${title} | ${rows.length} | ${held} |`;
    }),
  ];
  for (const { title, rows } of chapters) {
    lines.push('', `## ${title}`, '', '| row | | what | where |', '| --- | --- | --- | --- |');
    for (const { id, core, title: words, refs, tests: covering } of rows) {
      const where = [
        ...refs.map((ref) => `${ref.slice(0, ref.indexOf(' '))} \`${ref.slice(ref.indexOf(' ') + 1)}\``),
        ...covering.map((test) => `${cell(test.title)} (\`${test.file}\`)`),
      ];
      const name = /^R[IM]-/.test(id) ? `\`${words}\`` : cell(words);
      lines.push(`| ${id} | ${core ? 'core' : 'useful'} | ${name} | ${where.join('<br>') || 'not yet'} |`);
    }
  }
  lines.push('', '## Not yet', '', missing.length === 0 ? 'None.' : `${missing.join(', ')}.`, '');
  return { text: lines.join('\n'), missing, wrong, unknown };
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { text, missing, wrong, unknown } = specCoverage(allTitledTests(projectRoot), screens(projectRoot));
  writeFileSync(join(projectRoot, SPEC_COVERAGE_FILE), text);
  for (const ref of wrong) process.stderr.write(`There is no such thing: ${ref}.\n`);
  for (const id of unknown) process.stderr.write(`No row is called ${id}.\n`);
  process.stdout.write(`Not yet: ${missing.join(', ') || 'none'}.\n`);
  process.exitCode = wrong.length + unknown.length === 0 ? 0 : 1;
}
