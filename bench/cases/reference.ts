import { fileURLToPath } from 'node:url';
import { openAuthority } from '../../electron/identity/index.ts';
import { encodePlistBytes } from '../../electron/protocol/index.ts';
import { openMemoryStore } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { silentLogger } from '../../shared/logger.ts';
import { connectRequest, DeviceLine, deviceContext, pump } from '../support/device-line.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costsOf } from '../support/measure.ts';
import { startMeasured } from '../support/measured-process.ts';
import type { BenchOptions } from '../support/school.ts';

const LINES = 64;

/** What Node's HTTPS server costs here with nothing behind it: the floor under every other figure. */
export async function reference({ quick, cores }: BenchOptions): Promise<Figure[]> {
  const store = openMemoryStore({ clock: systemClock, logger: silentLogger });
  const authority = await openAuthority({ store, clock: systemClock, logger: silentLogger, organisation: 'Bench' });
  const { cert, key } = await authority.tlsCredentials(['127.0.0.1']);
  const trustPem = authority.rootCertificate.pem;
  await using server = await startMeasured({
    file: fileURLToPath(new URL('../support/bare-server.mjs', import.meta.url)),
    env: { BENCH_CERT: cert, BENCH_KEY: key, BENCH_CA: trustPem },
    cores,
  });
  const target = { host: '127.0.0.1', port: Number(new URL(server.ready.listener ?? '').port), trustPem };
  const context = deviceContext(target);
  const lines = await Promise.all(Array.from({ length: LINES }, () => DeviceLine.open(target, context)));
  const body = encodePlistBytes({ Status: 'Idle', UDID: '00008030-0000000000000000' });
  const request = connectRequest(`127.0.0.1:${target.port}`, body);
  const total = quick ? 5_000 : 10_000;
  const costs = await costsOf(server, quick ? 3 : 5, () => pump(lines, total, () => request));
  for (const line of lines) line.close();
  store.close();
  return [
    figure(
      'reference: bare node:https, keep-alive',
      'µs',
      costs.map(({ cpuUs }) => cpuUs / total),
    ),
  ];
}
