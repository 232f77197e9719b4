/**
 * Writes shared/catalogue/generated/error-codes.json: the numbers of every error domain of Apple's MDM Protocol Reference,
 * from a list in Markdown with a heading for each domain and a table of its codes. Only numbers are taken; the words of the
 * catalogue are ours.
 *
 *   node scripts/build-error-codes.ts --from FILE [--check]
 */
import { readFileSync } from 'node:fs';
import { writeGenerated } from './apple-schema.ts';

function build(file: string): string {
  const codes: Record<string, number[]> = {};
  let domain: string | undefined;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('#')) domain = /^### 8\.\d+ `(MC\w+ErrorDomain)`/.exec(line)?.[1];
    const code = domain === undefined ? undefined : /^\|\s*(\d{4,5})\s*†?\s*\|/.exec(line)?.[1];
    if (domain !== undefined && code !== undefined) {
      codes[domain] ??= [];
      codes[domain]?.push(Number(code));
    }
  }
  const lines = Object.entries(codes).map(([name, numbers]) => `${JSON.stringify(name)}: ${JSON.stringify(numbers)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

writeGenerated('shared/catalogue/generated/error-codes.json', build);
