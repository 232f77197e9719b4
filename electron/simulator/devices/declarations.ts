import type { HttpAnswer } from '../wire/http.ts';
import type { Channel, Message } from './channel.ts';
import { majorOf } from './os-releases.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

interface Items {
  Declarations: Record<string, { Identifier: string }[]>;
  DeclarationsToken: string;
}

/** How the lists of the manifest are called in the address of one declaration. */
const KINDS: Readonly<Record<string, string>> = {
  Activations: 'activation',
  Assets: 'asset',
  Configurations: 'configuration',
  Management: 'management',
};

/** The declarations one channel knows of. */
export class Declarations {
  #token: string | undefined;

  /**
   * What a device does when it is told to look after its declarations: tokens, then the manifest when that is news, then
   * each declaration, and a status report at the end (Apple's schema, declarative/protocol). A refusal ends it.
   *
   * @param ids what a message says of who sends it
   */
  async sync(
    state: DeviceState,
    line: Channel | undefined,
    ids: Message,
    { emit }: Pick<DeviceWiring, 'emit'>,
  ): Promise<void> {
    const ask = async (Endpoint: string, Data?: Buffer): Promise<HttpAnswer | undefined> => {
      const message = { ...ids, MessageType: 'DeclarativeManagement', Endpoint, Data };
      const answer = await line?.checkIn(message).catch(() => undefined);
      if (answer === undefined || answer.status === 200 || answer.status === 404) return answer;
      emit({ type: 'refused', status: answer.status, where: 'DeclarativeManagement' });
      return undefined;
    };
    const tokens = await ask('tokens');
    if (tokens === undefined) return;
    const { SyncTokens } = JSON.parse(tokens.body.toString()) as { SyncTokens: { DeclarationsToken: string } };
    if (SyncTokens.DeclarationsToken === this.#token) return;
    const items = await ask('declaration-items');
    if (items === undefined) return;
    const { Declarations: lists } = JSON.parse(items.body.toString()) as Items;
    for (const [list, kind] of Object.entries(KINDS)) {
      for (const { Identifier } of lists[list] ?? []) {
        if ((await ask(`declaration/${kind}/${Identifier}`)) === undefined) return;
      }
    }
    const told = await ask('status', Buffer.from(JSON.stringify(statusReport(state))));
    if (told !== undefined) this.#token = SyncTokens.DeclarationsToken;
  }

  /** Management ended. */
  forget(): void {
    this.#token = undefined;
  }
}

/** The first system that says whether a report is whole. */
const KNOWS_FULL = { iOS: 17, macOS: 14, tvOS: 17 } as const;

/** A full report of what every device tells without being asked for more. */
function statusReport({ model, os, serialNumber, udid, management }: DeviceState): object {
  const personal = management?.enrollmentId !== undefined;
  return {
    StatusItems: {
      device: {
        ...(personal ? {} : { identifier: { 'serial-number': serialNumber, udid } }),
        model: { family: model.family, identifier: model.productName, 'marketing-name': model.marketingName },
        'operating-system': { version: os.version, 'build-version': os.build },
      },
      management: { declarations: { activations: [], assets: [], configurations: [], management: [] } },
    },
    Errors: [],
    ...(majorOf(os.version) >= KNOWS_FULL[model.platform] ? { FullReport: true } : {}),
  };
}
