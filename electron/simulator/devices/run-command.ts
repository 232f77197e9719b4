import { encodePlistBytes, isPlistDict, type PlistDict } from '../wire/plist.ts';
import type { Message } from './channel.ts';
import type { CommandContext, Effect } from './command-spec.ts';
import { EnrollmentError } from './enroll.ts';
import { type DeviceError, errorChain, mdmError } from './errors.ts';
import { execute } from './execute.ts';
import { idsOf } from './ids.ts';
import type { ManagementLink } from './link.ts';
import { prepareCommand } from './prepare-command.ts';
import { ProfileRefused } from './profile-file.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring, Temperament } from './wiring.ts';

/** A command's result before it is sent. */
export interface RanCommand {
  state: DeviceState;
  body: Message | Uint8Array;
  requestType: string;
  commandUuid: string;
  status: string;
  effects: readonly Effect[];
}

/** What a broken device makes of a message: in the middle, where a name should be, bytes no property list may have. */
export function garbled(message: Message): Buffer {
  const good = encodePlistBytes(message);
  const middle = Math.floor(good.length * 0.6);
  return Buffer.concat([
    good.subarray(0, middle),
    Buffer.from([0x00, 0xff, 0xfe, 0x3c, 0x26, 0x1b]),
    good.subarray(middle),
  ]);
}

/** Does what a command needs over the network, runs it, and gives back the result to send. */
export async function runCommand(
  state: DeviceState,
  request: PlistDict,
  link: ManagementLink,
  wiring: DeviceWiring,
  temperament: Temperament,
): Promise<RanCommand> {
  const command = isPlistDict(request.Command) ? request.Command : {};
  const requestType = String(command.RequestType ?? '');
  const commandUuid = String(request.CommandUUID ?? '');
  const base = { requestType, commandUuid };
  const fail = (error: DeviceError): RanCommand => ({
    ...base,
    state,
    status: 'Error',
    effects: [],
    body: { CommandUUID: commandUuid, ...idsOf(state), ErrorChain: errorChain(error), Status: 'Error' },
  });
  const context: CommandContext = {
    now: wiring.clock.now(),
    duration: (ms) => ms * wiring.pace,
    identityKey: link.channel?.identity.key,
  };
  // A device that would answer NotNow must not change its identity first: ask what it would say.
  const preview = requestType === 'InstallProfile' ? execute(state, request, context) : undefined;
  if (preview === undefined || preview.status === 'Acknowledged') {
    const preparation = await prepareCommand(state, request, wiring, link);
    if (preparation.kind === 'failed') return fail(preparation.error);
    if (preparation.kind === 'identities') context.identities = preparation.identities;
    if (preparation.kind === 'replace-management') {
      try {
        const replaced = await link.replace(state, preparation.file);
        const body = { CommandUUID: commandUuid, ...idsOf(state), Status: 'Acknowledged' };
        return { ...base, state: replaced, status: 'Acknowledged', effects: [], body };
      } catch (error) {
        if (!(error instanceof ProfileRefused) && !(error instanceof EnrollmentError)) throw error;
        const cause = error instanceof ProfileRefused ? error.reason : mdmError(12002, error.message);
        return fail({
          domain: 'MCInstallationErrorDomain',
          code: 4001,
          text: 'The profile could not be installed.',
          causes: [cause],
        });
      }
    }
  }
  const ran = execute(state, request, context);
  const broken = temperament.broken && requestType === 'InstalledApplicationList' && ran.status === 'Acknowledged';
  return {
    ...base,
    state: ran.state,
    status: ran.status,
    effects: ran.effects,
    body: broken ? garbled(ran.message) : ran.message,
  };
}
