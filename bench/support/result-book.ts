import { decodePlist, encodePlistBytes, isPlistDict } from '../../electron/protocol/index.ts';
import { type DeviceState, execute } from '../../electron/simulator/index.ts';

const COMMAND_UUID = /<key>CommandUUID<\/key>\s*<string>([^<]+)<\/string>/;
const UUID_PLACE = '@command@';
const UDID_PLACE = '@device@';

/**
 * Answers commands as the simulator's devices do, for the price of two replacements: what a device answers is worked
 * out once per command, and only its UDID and the CommandUUID are put in for each.
 */
export class ResultBook {
  readonly #state: DeviceState;
  readonly #answers = new Map<string, string>();

  /** @param state the device whose answers all others give too */
  constructor(state: DeviceState) {
    const management = {
      accessRights: 8191,
      profileIdentifier: 'bench',
      topic: 'bench',
      serverUrl: '',
      checkInUrl: '',
      checkOutWhenRemoved: true,
    };
    this.#state = { ...state, udid: UDID_PLACE, management };
  }

  /** The result message for a command as the engine sent it. */
  answer(command: Buffer, udid: string): Buffer {
    const text = command.toString('latin1');
    const uuid = COMMAND_UUID.exec(text)?.[1];
    if (uuid === undefined) throw new Error('The engine sent something that is no command.');
    const question = text.replace(uuid, UUID_PLACE);
    let answer = this.#answers.get(question);
    if (answer === undefined) {
      answer = this.#workOut(command);
      this.#answers.set(question, answer);
    }
    return Buffer.from(answer.replaceAll(UUID_PLACE, uuid).replaceAll(UDID_PLACE, udid));
  }

  #workOut(command: Buffer): string {
    const request = decodePlist(command);
    if (!isPlistDict(request)) throw new Error('The engine sent something that is no command.');
    const { message } = execute(this.#state, request, { now: Date.now(), duration: () => 0 });
    return encodePlistBytes({ ...message, CommandUUID: UUID_PLACE }).toString('utf8');
  }
}
