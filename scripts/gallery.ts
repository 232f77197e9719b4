/**
 * `npm run gallery`: every shared component of the console in every state, in a browser, drawn anew as its code changes.
 * No engine runs behind it, and a release does not hold it.
 */
import { createServer } from 'vite';
import { projectRoot } from './ensure-installed.mjs';
import { galleryConfig } from './gallery/config.ts';

const server = await createServer({ ...galleryConfig(projectRoot), server: { host: '127.0.0.1' } });
await server.listen();
const [address] = server.resolvedUrls?.local ?? [];
process.stdout.write(`${address}#/gallery\n`);
