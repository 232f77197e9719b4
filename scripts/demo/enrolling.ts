import type { Call } from './call.ts';
import type { DemoOptions } from './options.ts';
import type { Orders } from './orders.ts';
import { getPushCertificate, invite, manageNetworkUsers, openOtherWays } from './way-in.ts';

/** From so many devices on a few of them come in by each of the other ways. */
const LEAST_FOR_ALL_WAYS = 40;

/** Lets devices of the fleet in, from one place up to another. @returns why some could not, a line each */
export type Enroll = (from: number, to: number) => Promise<string[]>;

/** A fleet that was made, and what lets it in. */
export interface Enrolling {
  readonly serialNumbers: readonly string[];
  readonly enroll: Enroll;
}

/** Sets the server up as an administrator would, and makes the fleet that is to come. */
export async function prepareEnrolling(
  call: Call,
  simulator: Orders,
  { listener, options, pace }: { listener: string; options: DemoOptions; pace: number },
): Promise<Enrolling> {
  await getPushCertificate(call, simulator);
  const urls = await invite(call);
  const { rootPem } = await call<{ rootPem: string }>('GET', '/authority');
  const { networkAccounts, serialNumbers } = await simulator({
    do: 'fleet',
    seed: options.seed,
    count: options.devices,
    pace,
    keyPool: 16,
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
  });
  const accounts = networkAccounts as { shortName: string; password: string }[];
  await manageNetworkUsers(call, accounts);
  const few = await openOtherWays(call, listener, accounts);
  const enroll: Enroll = async (from, to) => {
    const { failed } = await simulator({
      do: 'enroll',
      urls,
      // Small demos keep to the usual way: each of the others takes two devices.
      ...(options.devices >= LEAST_FOR_ALL_WAYS ? { few } : {}),
      trustPem: rootPem,
      concurrency: 12,
      from,
      to,
    });
    return (failed as { serialNumber: string; reason: string }[]).map(
      ({ serialNumber, reason }) => `${serialNumber} could not enroll: ${reason}`,
    );
  };
  return { enroll, serialNumbers: serialNumbers as string[] };
}
