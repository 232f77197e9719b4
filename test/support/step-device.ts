import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { decodePlistDict, isPlistDict, type PlistDict } from '../../electron/protocol/index.ts';
import {
  authenticateMessage,
  type Channel,
  createHttpClient,
  type DeviceIdentity,
  type DeviceState,
  execute,
  type HttpAnswer,
  type Invitation,
  type Message,
  makeDevice,
  obtainCertificate,
  openChannel,
  readProfile,
  type SimulatedApple,
  tokenUpdateMessage,
} from '../../electron/simulator/index.ts';

/** Every request a device makes passes here, with the name of its step. */
export type Around = (step: string, send: () => Promise<HttpAnswer>) => Promise<HttpAnswer>;

type Management = NonNullable<DeviceState['management']>;

/** What an enrollment profile tells a device. */
export interface Terms {
  management: Management;
  signMessage: boolean;
  challenge: string;
  scepUrl: string;
  roots: string;
}

const plainly: Around = (_step, send) => send();
let made = 0;
let keyPem: string | undefined;

/** One key for all devices of a test: making one takes longer than most tests. */
function sharedKey(): string {
  if (keyPem !== undefined) return keyPem;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return keyPem;
}

/** A text of a profile that must be there. */
function textOf(dict: PlistDict | undefined, key: string): string {
  const value = dict?.[key];
  if (typeof value !== 'string') throw new Error(`The profile has no ${key}.`);
  return value;
}

/** Bytes of a certificate as PEM. */
export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Reads an enrollment profile as far as a device must. @param key opens it where it is encrypted */
export function readTerms(file: Uint8Array, key?: KeyObject): Terms {
  const { payloads, identifier } = readProfile(file, key);
  const ofType = (type: string) => payloads.find((payload) => payload.PayloadType === type);
  const mdm = ofType('com.apple.mdm');
  const scep = ofType('com.apple.security.scep')?.PayloadContent;
  const serverUrl = textOf(mdm, 'ServerURL');
  return {
    management: {
      accessRights: Number(mdm?.AccessRights),
      profileIdentifier: identifier,
      topic: textOf(mdm, 'Topic'),
      serverUrl,
      checkInUrl: typeof mdm?.CheckInURL === 'string' ? mdm.CheckInURL : serverUrl,
      checkOutWhenRemoved: mdm?.CheckOutWhenRemoved === true,
    },
    signMessage: mdm?.SignMessage === true,
    scepUrl: textOf(isPlistDict(scep) ? scep : undefined, 'URL'),
    challenge: textOf(isPlistDict(scep) ? scep : undefined, 'Challenge'),
    roots: payloads
      .filter((payload) => payload.PayloadType === 'com.apple.security.root')
      .map((payload) => pemOf(payload.PayloadContent as Uint8Array))
      .join(''),
  };
}

/** One device driven step by step: it does nothing unless told, and a step that failed may be told again. */
export class StepDevice {
  state: DeviceState;
  /** How often each command was run, by CommandUUID. */
  readonly executed = new Map<string, number>();
  /** Every status that was delivered, in order: CommandUUID and Status. */
  readonly delivered: { commandId: string; status: string }[] = [];
  readonly token = randomBytes(32);
  readonly magic = randomUUID();
  terms: Terms | undefined;
  identity: DeviceIdentity | undefined;
  #channel: Channel | undefined;
  readonly #around: Around;
  #pushes = 0;
  #pushed = (): void => {};

  constructor(options: { around?: Around; family?: 'iPad' | 'Mac' } = {}) {
    const { around = plainly, family = 'iPad' } = options;
    this.#around = around;
    made += 1;
    const now = Date.now();
    this.state = makeDevice({ seed: 4711, index: made, family, now, apps: 6, supervised: true });
    // What the tests lock and unlock must have a passcode.
    this.state = { ...this.state, passcode: { present: true, compliant: true } };
  }

  get serialNumber(): string {
    return this.state.serialNumber;
  }

  get channel(): Channel {
    if (this.#channel === undefined) throw new Error('The device has no identity yet.');
    return this.#channel;
  }

  get pushes(): number {
    return this.#pushes;
  }

  /** Listens for pushes from simulated Apple. */
  listen(apple: SimulatedApple): void {
    apple.apns.devices.register({
      token: this.token,
      topic: this.terms?.management.topic ?? '',
      onPush: (magic) => {
        if (magic !== this.magic) return;
        this.#pushes += 1;
        this.#pushed();
      },
    });
  }

  /** Resolves when more than `than` pushes have come. */
  async pushedMoreThan(than: number): Promise<void> {
    while (this.#pushes <= than) {
      await new Promise<void>((resolve) => {
        this.#pushed = resolve;
      });
    }
  }

  /** Downloads the enrollment profile. */
  async download(invitation: Invitation): Promise<Terms> {
    const http = createHttpClient({ trustPem: invitation.trustPem });
    const pin = invitation.pin === undefined ? '' : `?pin=${invitation.pin}`;
    try {
      const answer = await this.#around('profile', () =>
        http.send({ method: 'GET', url: `${invitation.url}/profile${pin}` }),
      );
      if (answer.status !== 200) throw new Error(`The profile was answered ${answer.status}.`);
      const terms = readTerms(answer.body);
      // What the person trusted before the profile came stays trusted.
      this.terms = { ...terms, roots: terms.roots + invitation.trustPem };
      return this.terms;
    } finally {
      http.close();
    }
  }

  /** Gets an identity by SCEP, or renews it; messages go out under it from then on. */
  async obtainIdentity(options: { renew?: boolean; key?: KeyObject } = {}): Promise<DeviceIdentity> {
    const terms = this.#terms;
    const http = createHttpClient({ trustPem: terms.roots });
    const key = options.key ?? createPrivateKey(sharedKey());
    const former = options.renew ? this.identity : undefined;
    try {
      const { certificate } = await obtainCertificate({
        url: terms.scepUrl,
        fetch: (request) => {
          const operation = new URL(request.url).searchParams.get('operation') ?? '';
          return this.#around(operation, () => http.send(request));
        },
        key,
        subject: [['CN', this.state.serialNumber]],
        now: Date.now(),
        ...(former === undefined ? { challenge: terms.challenge } : { renew: former }),
      });
      return this.takeIdentity({
        certificate,
        key,
        certificatePem: pemOf(certificate),
        keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      });
    } finally {
      http.close();
    }
  }

  /** Sends under another identity from now on. */
  takeIdentity(identity: DeviceIdentity): DeviceIdentity {
    const { management, signMessage, roots } = this.#terms;
    this.#channel?.close();
    this.identity = identity;
    this.#channel = openChannel({
      serverUrl: management.serverUrl,
      checkInUrl: management.checkInUrl,
      identity,
      trustPem: roots,
      signMessage,
      presentCertificate: !signMessage,
    });
    return identity;
  }

  authenticate(): Promise<HttpAnswer> {
    return this.checkIn('Authenticate', authenticateMessage(this.state, this.#terms.management));
  }

  async tokenUpdate(): Promise<HttpAnswer> {
    const { management } = this.#terms;
    const message = tokenUpdateMessage(this.state, management, { token: this.token, magic: this.magic });
    const answer = await this.checkIn('TokenUpdate', message);
    if (answer.status === 200) this.state = { ...this.state, management };
    return answer;
  }

  checkIn(step: string, message: Message): Promise<HttpAnswer> {
    return this.#around(step, () => this.channel.checkIn(message));
  }

  connect(step: string, message: Message | Uint8Array): Promise<HttpAnswer> {
    return this.#around(step, () => this.channel.connect(message));
  }

  /** Everything from the link to the first TokenUpdate. Throws when a step is refused. */
  async enroll(invitation: Invitation, apple?: SimulatedApple): Promise<void> {
    await this.download(invitation);
    await this.obtainIdentity();
    const authenticated = await this.authenticate();
    if (authenticated.status !== 200) throw new Error(`Authenticate was answered ${authenticated.status}.`);
    if (apple !== undefined) this.listen(apple);
    const updated = await this.tokenUpdate();
    if (updated.status !== 200) throw new Error(`TokenUpdate was answered ${updated.status}.`);
  }

  /** Asks for work. */
  idle(): Promise<HttpAnswer> {
    return this.connect('Idle', { Status: 'Idle', UDID: this.state.udid });
  }

  /** Runs the command of an answer, of its own channel or of a user's; undefined when it holds none. */
  run(
    answer: HttpAnswer,
    channel?: 'user',
  ): { commandId: string; requestType: string; status: string; message: Message } | undefined {
    if (answer.body.length === 0) return undefined;
    const request = decodePlistDict(answer.body);
    const commandId = textOf(request, 'CommandUUID');
    const command = isPlistDict(request.Command) ? request.Command : {};
    const ran = execute(this.state, request, { now: Date.now(), duration: (ms) => ms, channel });
    this.state = ran.state;
    if (ran.status !== 'NotNow') this.executed.set(commandId, (this.executed.get(commandId) ?? 0) + 1);
    return { commandId, requestType: textOf(command, 'RequestType'), status: ran.status, message: ran.message };
  }

  /** One session: Idle, then command and result in turn until there is nothing more. Returns what was run. */
  async session(): Promise<string[]> {
    const types: string[] = [];
    let answer = await this.idle();
    for (;;) {
      if (answer.status !== 200) throw new Error(`A connect was answered ${answer.status}.`);
      const ran = this.run(answer);
      if (ran === undefined) return types;
      types.push(ran.requestType);
      answer = await this.connect(ran.status === 'NotNow' ? 'NotNow' : 'result', ran.message);
      this.delivered.push({ commandId: ran.commandId, status: ran.status });
    }
  }

  close(): void {
    this.#channel?.close();
  }

  get #terms(): Terms {
    if (this.terms === undefined) throw new Error('The device has no profile yet.');
    return this.terms;
  }
}
