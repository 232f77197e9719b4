/** Checks the room rules of this checkout: `node scripts/check-rooms.ts`. */
import { projectRoot } from './ensure-installed.mjs';
import { checkRooms } from './rooms.ts';

const { output, broken } = await checkRooms(projectRoot);
process.stdout.write(`${output}\n`);
process.exitCode = broken ? 1 : 0;
