import { openSigned } from '../wire/cms-read.ts';
import { signCms } from '../wire/cms-sign.ts';
import type { HttpAnswer, HttpClient } from '../wire/http.ts';
import { decodePlist, encodePlistBytes, isPlistDict, type PlistDict } from '../wire/plist.ts';
import { attributesOf, signBuiltIn } from './built-in.ts';
import { readScepPayload, SCEP } from './enrollment-profile.ts';
import { type DeviceIdentity, obtainIdentity } from './identity-request.ts';
import { bytesAt, ProfileRefused, readProfile, textAt } from './profile-file.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** A profile that asks the device to tell what it is. */
interface ProfileService {
  url: string;
  attributes: readonly string[];
  challenge: string | Uint8Array | undefined;
}

/** The request for the device's attributes in a downloaded file; undefined when it is a profile to install. */
export function profileServiceIn(file: Buffer): ProfileService | undefined {
  const value = readDict(file);
  if (value === undefined || textAt(value, 'PayloadType') !== 'Profile Service') return undefined;
  const content = isPlistDict(value.PayloadContent) ? value.PayloadContent : {};
  const list = Array.isArray(content.DeviceAttributes) ? content.DeviceAttributes : [];
  return {
    url: textAt(content, 'URL') ?? '',
    attributes: list.filter((name) => typeof name === 'string'),
    challenge: textAt(content, 'Challenge') ?? bytesAt(content, 'Challenge'),
  };
}

/**
 * The second and third phase of an enrollment over the air: tells the attributes signed by the built-in certificate, gets
 * an identity by SCEP, tells them again signed by that, and has the last answer. Source: Apple, “Over-the-Air Profile
 * Delivery and Configuration”.
 *
 * @returns the last answer, and the key an encrypted profile in it opens with
 * @throws ProfileRefused with the code a device would report
 */
export async function proveOverTheAir(
  service: ProfileService,
  state: DeviceState,
  http: HttpClient,
  wiring: DeviceWiring,
): Promise<{ body: Buffer; identity: DeviceIdentity }> {
  const known = attributesOf(state);
  const asked = Object.fromEntries(service.attributes.map((name) => [name, known[name]]));
  const told = { ...asked, CHALLENGE: service.challenge };
  const post = async (body: Buffer): Promise<HttpAnswer> => {
    const headers = { 'content-type': 'application/pkcs7-signature' };
    const answer = await http.send({ method: 'POST', url: service.url, headers, body });
    if (answer.status !== 200) {
      throw new ProfileRefused({
        domain: 'MCProfileServiceErrorDomain',
        code: 24003,
        text: `The profile service answered ${answer.status}.`,
      });
    }
    return answer;
  };
  const second = await post(await signBuiltIn(told, state, wiring));
  const payload = readProfile(second.body).payloads.find((each) => each.PayloadType === SCEP);
  if (payload === undefined) throw invalid('The answer asks for no identity.');
  const identity = await obtainIdentity({
    payload: readScepPayload(payload, state),
    keys: wiring.keys,
    http,
    now: wiring.clock.now(),
    wait: (ms) => wiring.sleep(ms * wiring.pace),
    preferGet: wiring.scepByGet,
  });
  const third = await post(signCms(encodePlistBytes(told), { signer: identity, signedAt: wiring.clock.now() }));
  if (profileServiceIn(third.body) !== undefined) throw invalid('The last answer is no configuration profile.');
  return { body: third.body, identity };
}

const invalid = (text: string): ProfileRefused =>
  new ProfileRefused({ domain: 'MCProfileServiceErrorDomain', code: 24003, text });

function readDict(file: Buffer): PlistDict | undefined {
  try {
    const value = decodePlist(file[0] === 0x30 ? openSigned(file).content : file);
    return isPlistDict(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
