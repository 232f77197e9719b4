import { ScepError } from '../scep/client.ts';
import { isPlistDict, type PlistDict } from '../wire/plist.ts';
import { clientFor, scepPayloads } from './enroll.ts';
import { mdmPayload, readScepPayload } from './enrollment-profile.ts';
import { type DeviceError, mdmError } from './errors.ts';
import { obtainIdentity } from './identity-request.ts';
import type { ManagementLink } from './link.ts';
import { type ProfileFile, readProfile } from './profile-file.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** What a command needs done over the network before it can be executed. */
export type Preparation =
  | { kind: 'nothing' }
  | { kind: 'identities'; identities: ReadonlyMap<string, Buffer> }
  | { kind: 'replace-management'; file: ProfileFile }
  | { kind: 'failed'; error: DeviceError };

/** InstallProfile may ask for identities by SCEP, or replace the MDM profile; every other command needs nothing. */
export async function prepareCommand(
  state: DeviceState,
  request: PlistDict,
  wiring: DeviceWiring,
  { trustPem, channel }: Pick<ManagementLink, 'trustPem' | 'channel'>,
): Promise<Preparation> {
  const command = request.Command;
  if (!isPlistDict(command) || command.RequestType !== 'InstallProfile') return { kind: 'nothing' };
  if (!(command.Payload instanceof Uint8Array)) return { kind: 'nothing' };
  let file: ProfileFile;
  try {
    file = readProfile(command.Payload, channel?.identity.key);
  } catch {
    // The command itself reports what is wrong with the profile.
    return { kind: 'nothing' };
  }
  if (mdmPayload(file)) return { kind: 'replace-management', file };
  const payloads = scepPayloads(file);
  if (payloads.length === 0) return { kind: 'nothing' };
  const http = clientFor(trustPem, wiring);
  const identities = new Map<string, Buffer>();
  try {
    for (const payload of payloads) {
      const wanted = readScepPayload(payload, state);
      const identity = await obtainIdentity({
        payload: wanted,
        keys: wiring.keys,
        http,
        now: wiring.clock.now(),
        wait: (ms) => wiring.sleep(ms * wiring.pace),
      });
      identities.set(wanted.uuid, identity.certificate);
    }
    return { kind: 'identities', identities };
  } catch (error) {
    const cause =
      error instanceof ScepError
        ? { domain: 'MCSCEPErrorDomain', code: error.code, text: error.message }
        : mdmError(12005, String(error));
    return {
      kind: 'failed',
      error: {
        domain: 'MCInstallationErrorDomain',
        code: 4001,
        text: 'The profile could not be installed.',
        causes: [cause],
      },
    };
  } finally {
    http.close();
  }
}
