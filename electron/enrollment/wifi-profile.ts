import { hash } from 'node:crypto';
import type { WifiProfileInput } from '../../shared/contract/configurator.ts';
import type { PlistInput } from '../protocol/index.ts';
import { newUuid } from './profile.ts';

/** How networks are protected, in Apple's words for `EncryptionType`; `Any` is whatever the network asks for. */
const ENCRYPTION = { none: 'None', personal: 'Any', wpa3: 'WPA3', enterprise: 'Any' } as const;

/** EAP methods by number (IANA): TTLS and PEAP, which take a name and a password. */
const TTLS = 21;
const PEAP = 25;

/**
 * A profile with one Wi-Fi network, for devices that have to find this server before it can tell them anything. Removing
 * it later takes the network along, so its identifier is the network's own and stays the same.
 *
 * @param facts of the installation
 */
export function buildWifiProfile(
  facts: { installationId: string; organization: string },
  { ssid, security, password, userName, hidden, privateAddress }: WifiProfileInput,
): { [key: string]: PlistInput } {
  const identifier = `org.cartwright.${facts.installationId}.wifi.${hash('sha256', ssid).slice(0, 12)}`;
  const common = { PayloadVersion: 1, PayloadOrganization: facts.organization };
  return {
    ...common,
    PayloadType: 'Configuration',
    PayloadIdentifier: identifier,
    PayloadUUID: newUuid(),
    PayloadDisplayName: `Wi-Fi ${ssid}`,
    PayloadDescription: `Joins the network ${ssid}.`,
    PayloadContent: [
      {
        ...common,
        PayloadType: 'com.apple.wifi.managed',
        PayloadIdentifier: `${identifier}.network`,
        PayloadUUID: newUuid(),
        PayloadDisplayName: ssid,
        SSID_STR: ssid,
        HIDDEN_NETWORK: hidden,
        AutoJoin: true,
        EncryptionType: ENCRYPTION[security],
        DisableAssociationMACRandomization: !privateAddress,
        ...(security === 'personal' || security === 'wpa3' ? { Password: password } : {}),
        ...(security === 'enterprise'
          ? {
              EAPClientConfiguration: {
                AcceptEAPTypes: [PEAP, TTLS],
                UserName: userName,
                UserPassword: password,
                TTLSInnerAuthentication: 'MSCHAPv2',
              },
            }
          : {}),
      },
    ],
  };
}
