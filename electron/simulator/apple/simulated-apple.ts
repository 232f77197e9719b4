import { type Clock, systemClock } from '../../../shared/clock.ts';
import { type AuthorityState, createAuthority } from './authority.ts';
import { createDeviceFactory, type DeviceFactory } from './device-factory.ts';
import { createPushPortal, type PushPortal } from './push-portal.ts';
import { type PushServer, startPushServer } from './push-server.ts';

/** Apple, played on this machine: authorities, push certificate portal and APNs. */
export interface SimulatedApple {
  /** Root certificate (PEM) an engine must trust to reach `apns.url`. */
  readonly rootPem: string;
  readonly portal: PushPortal;
  readonly apns: PushServer;
  /** Where simulated devices get their built-in certificates. */
  readonly factory: DeviceFactory;
  /** Keys and certificates, to start the same simulated Apple again later. */
  exportState(): AuthorityState;
  close(): Promise<void>;
}

export interface SimulatedAppleOptions {
  clock?: Clock;
  state?: AuthorityState;
  host?: string;
  port?: number;
  maxConcurrentStreams?: number;
}

/** Starts simulated Apple; with the state of a former run, push certificates issued then stay good. */
export async function startSimulatedApple(options: SimulatedAppleOptions = {}): Promise<SimulatedApple> {
  const clock = options.clock ?? systemClock;
  const now = (): number => clock.now();
  const authority = await createAuthority({ now: now(), ...(options.state ? { state: options.state } : {}) });
  const apns = await startPushServer({
    authority,
    now,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.maxConcurrentStreams === undefined ? {} : { maxConcurrentStreams: options.maxConcurrentStreams }),
  });
  return {
    rootPem: authority.rootPem,
    portal: createPushPortal(authority, now),
    factory: createDeviceFactory(authority, now),
    apns,
    exportState: () => authority.exportState(),
    close: () => apns.close(),
  };
}
