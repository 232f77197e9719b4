/**
 * `node scripts/sign-push-request.ts REQUEST --key KEY.pem --chain CHAIN.pem [--out FILE] [--sha1]`: the vendor's part of
 * a push certificate, for whoever holds an MDM signing certificate from Apple. It is no part of the application: the
 * application makes the request (Settings, Push certificate) and takes the certificate that comes back.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { signPushRequest } from './vendor/push-request.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string' }, chain: { type: 'string' }, out: { type: 'string' }, sha1: { type: 'boolean' } },
});
const [request] = positionals;
if (request === undefined || values.key === undefined || values.chain === undefined) {
  process.stderr.write('Usage: sign-push-request.ts REQUEST --key KEY.pem --chain CHAIN.pem [--out FILE] [--sha1]\n');
  process.exit(2);
}
const out = values.out ?? 'PushCertWebRequest';
try {
  const vendor = { keyPem: readFileSync(values.key, 'utf8'), chainPem: readFileSync(values.chain, 'utf8') };
  const options = { now: Date.now(), digest: values.sha1 === true ? 'sha1' : 'sha256' } as const;
  writeFileSync(out, signPushRequest(readFileSync(request), vendor, options));
  process.stdout.write(`Upload ${out} at https://identity.apple.com/pushcert and import the certificate it gives.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
