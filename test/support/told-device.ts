import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { encodePlistBytes, type PlistInput } from '../../electron/protocol/index.ts';
import {
  attributesOf,
  createHttpClient,
  createKeyPool,
  type DeviceState,
  type HttpAnswer,
  makeDevice,
  obtainCertificate,
  profileServiceIn,
  readProfile,
  type SimulatedApple,
  signBuiltIn,
  signCms,
} from '../../electron/simulator/index.ts';
import { systemClock } from '../../shared/clock.ts';

const keys = createKeyPool(2);
let made = 0;

type Told = Record<string, PlistInput | undefined>;
type Way = { url: string; trustPem: string; pin?: string };

/** A device that tells of itself step by step, and tells lies when a test says so. */
export class ToldDevice {
  readonly state: DeviceState;
  readonly #apple: SimulatedApple;
  readonly #trustPem: string;

  constructor(apple: SimulatedApple, trustPem: string) {
    made += 1;
    this.state = makeDevice({ seed: 815, index: made, family: 'iPad', now: Date.now(), apps: 2 });
    this.#apple = apple;
    this.#trustPem = trustPem;
  }

  get wiring() {
    return { keys, clock: systemClock, factory: this.#apple.factory };
  }

  async ask(request: Parameters<ReturnType<typeof createHttpClient>['send']>[0]): Promise<HttpAnswer> {
    const http = createHttpClient({ trustPem: this.#trustPem });
    try {
      return await http.send(request);
    } finally {
      http.close();
    }
  }

  /** The first answer of an enrollment over the air. */
  async service(way: Way): Promise<{ url: string; told: Told }> {
    const answer = await this.ask({ method: 'GET', url: `${way.url}/profile` });
    const service = profileServiceIn(answer.body);
    if (service === undefined) throw new Error(`There is no profile service in the answer (${answer.status}).`);
    const known = attributesOf(this.state);
    const told = Object.fromEntries(service.attributes.map((name) => [name, known[name]]));
    return { url: service.url, told: { ...told, CHALLENGE: service.challenge } };
  }

  /** Signed as Apple's devices sign. */
  signed(told: Told): Promise<Buffer> {
    return signBuiltIn(told, this.state, this.wiring);
  }

  post(url: string, body: Buffer): Promise<HttpAnswer> {
    return this.ask({ method: 'POST', url, body, headers: { 'content-type': 'application/pkcs7-signature' } });
  }

  /** The identity a second answer asks for. */
  async identity(answer: HttpAnswer): Promise<{ certificate: Buffer; key: KeyObject }> {
    const payload = readProfile(answer.body).payloads.find((each) => each.PayloadType === 'com.apple.security.scep');
    const content = payload?.PayloadContent as { URL: string; Challenge: string };
    const http = createHttpClient({ trustPem: this.#trustPem });
    const { key } = await keys.take(2048);
    try {
      const { certificate } = await obtainCertificate({
        url: content.URL,
        fetch: (request) => http.send(request),
        key,
        subject: [['CN', this.state.serialNumber]],
        now: Date.now(),
        challenge: content.Challenge,
      });
      return { certificate, key };
    } finally {
      http.close();
    }
  }
}

/** Attributes signed by an identity of one's own. */
export function signedBy(told: Told, signer: { certificate: Buffer; key: KeyObject }, chain: Buffer[] = []): Buffer {
  return signCms(encodePlistBytes(told), { signer, chain });
}

/** A key nobody knows, for whoever pretends. */
export function newKey(): { key: KeyObject; publicKey: KeyObject } {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { key, publicKey: createPublicKey(key) };
}
