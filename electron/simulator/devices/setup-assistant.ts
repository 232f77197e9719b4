import type { HttpAnswer, HttpClient } from '../wire/http.ts';
import { attributesOf, signBuiltIn } from './built-in.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/**
 * What a device in Setup Assistant asks where its assigned profile leads: it tells what it is, signed by the certificate Apple
 * built in (Protocol Reference §9.9); or it opens the page of the profile, shows the same in a header, and the person signs in.
 */
export async function askInSetupAssistant(
  way: {
    readonly automatedUrl: string;
    readonly webUrl?: string;
    readonly account?: string;
    readonly password?: string;
  },
  state: DeviceState,
  http: HttpClient,
  wiring: Pick<DeviceWiring, 'keys' | 'clock' | 'factory'>,
): Promise<HttpAnswer> {
  const { DEVICE_NAME: _, ...known } = attributesOf(state);
  const told = { ...known, LANGUAGE: 'en', OS_VERSION: state.os.version, MDM_CAN_REQUEST_SOFTWARE_UPDATE: true };
  const body = await signBuiltIn(told, state, wiring);
  if (way.webUrl === undefined)
    return http.send({
      method: 'POST',
      url: way.automatedUrl,
      headers: { 'content-type': 'application/pkcs7-signature' },
      body,
    });
  const headers = { 'x-apple-aspen-deviceinfo': body.toString('base64') };
  const page = await http.send({ method: 'GET', url: way.webUrl, headers });
  const device = /name="device" value="([^"]*)"/.exec(page.body.toString())?.[1];
  if (page.status !== 200 || device === undefined) return page;
  const form = new URLSearchParams({ device, account: way.account ?? '', password: way.password ?? '' });
  return http.send({
    method: 'POST',
    url: way.webUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(form.toString()),
  });
}
