/**
 * Writes shared/catalogue/generated/commands.json from Apple's device-management schema: keys, types, limits and
 * platforms of every MDM command; none of Apple's prose.
 *
 *   node scripts/build-catalogue.ts [--from DIR] [--check]
 */
import { commandDefinition } from './apple-commands.ts';
import { fail, schemaFiles, writeGenerated } from './apple-schema.ts';

function build(from: string): string {
  // A device may answer more than its platform promises: of an answer only names and types are kept.
  const commands = schemaFiles(from, 'mdm', 'commands')
    .map(({ file, content }) => commandDefinition(content, file))
    .sort((a, b) => (a.requestType < b.requestType ? -1 : 1));
  const names = commands.map((command) => command.requestType);
  if (new Set(names).size !== names.length) fail('mdm/commands', 'a request type is described twice');
  // One command a line: small, and a change in Apple's schema reads as a change of that command.
  return `[\n${commands.map((command) => JSON.stringify(command)).join(',\n')}\n]\n`;
}

writeGenerated('shared/catalogue/generated/commands.json', build);
