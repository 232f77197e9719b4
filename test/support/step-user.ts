import { randomBytes, randomUUID } from 'node:crypto';
import { decodePlistDict } from '../../electron/protocol/index.ts';
import { digestResponse, type HttpAnswer, type Message, type SimulatedApple } from '../../electron/simulator/index.ts';
import type { StepDevice } from './step-device.ts';

/** One user of a step device, with the channel of its own: it does nothing unless told. */
export class StepUser {
  readonly device: StepDevice;
  readonly userId: string;
  readonly name: string;
  token = randomBytes(32);
  readonly magic = randomUUID();
  /** What it signed in with; sent with every message once there is one. */
  authToken: string | undefined;
  #pushed = (): void => {};
  #pushes = 0;

  constructor(device: StepDevice, name: string, userId: string = randomUUID().toUpperCase()) {
    this.device = device;
    this.name = name;
    this.userId = userId;
  }

  /** The keys that every message of this user has. */
  get keys(): Message {
    return {
      UDID: this.device.state.udid,
      UserID: this.userId,
      UserShortName: this.name,
      UserLongName: `${this.name} of Maple Street`,
      AuthToken: this.authToken,
    };
  }

  get topic(): string {
    return this.device.terms?.management.topic ?? '';
  }

  checkIn(message: Message): Promise<HttpAnswer> {
    return this.device.checkIn(`user ${String(message.MessageType)}`, { ...this.keys, ...message });
  }

  tokenUpdate(more: Message = {}): Promise<HttpAnswer> {
    const { topic: Topic, token: Token, magic: PushMagic } = this;
    return this.checkIn({ MessageType: 'TokenUpdate', Topic, Token, PushMagic, NotOnConsole: false, ...more });
  }

  /** The two steps of a log-in; gives back what the server said last, decoded. */
  async signIn(password: string, name = this.name): Promise<{ status: number; said: Message; challenge: string }> {
    this.authToken = undefined;
    const ask = { MessageType: 'UserAuthenticate', UDID: this.device.state.udid, UserID: this.userId };
    const first = await this.device.checkIn('UserAuthenticate', ask);
    if (first.status !== 200) return { status: first.status, said: {}, challenge: '' };
    const said = decodePlistDict(first.body) as Message;
    const challenge = String(said.DigestChallenge);
    if (challenge === '') return { status: first.status, said, challenge };
    const DigestResponse = digestResponse(challenge, { name, password }, randomUUID());
    const second = await this.device.checkIn('UserAuthenticate', { ...ask, DigestResponse });
    const proof = second.body.length === 0 ? {} : (decodePlistDict(second.body) as Message);
    if (typeof proof.AuthToken === 'string' && proof.AuthToken !== '') this.authToken = proof.AuthToken;
    return { status: second.status, said: proof, challenge };
  }

  connect(message: Message): Promise<HttpAnswer> {
    return this.device.connect('user', { ...this.keys, ...message });
  }

  idle(): Promise<HttpAnswer> {
    return this.connect({ Status: 'Idle' });
  }

  /** One session of this user; what a user has is played with what the device has. Returns what was run. */
  async session(): Promise<string[]> {
    const types: string[] = [];
    let answer = await this.idle();
    for (;;) {
      if (answer.status !== 200) throw new Error(`A user's connect was answered ${answer.status}.`);
      const ran = this.device.run(answer, 'user');
      if (ran === undefined) return types;
      types.push(ran.requestType);
      answer = await this.connect(ran.message);
    }
  }

  /** Listens for pushes from simulated Apple. */
  listen(apple: SimulatedApple): void {
    apple.apns.devices.register({
      token: this.token,
      topic: this.topic,
      onPush: (magic) => {
        if (magic !== this.magic) return;
        this.#pushes += 1;
        this.#pushed();
      },
    });
  }

  get pushes(): number {
    return this.#pushes;
  }

  /** Resolves when more than `than` pushes have come. */
  async pushedMoreThan(than: number): Promise<void> {
    while (this.#pushes <= than) {
      await new Promise<void>((resolve) => {
        this.#pushed = resolve;
      });
    }
  }
}
