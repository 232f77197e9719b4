import { randomUUID } from 'node:crypto';

type Payload = Readonly<Record<string, unknown>>;

/**
 * A configuration profile, as tagged JSON.
 *
 * @param key ends its identifier
 * @param payloads each with its PayloadType and what it says
 */
export function profile(key: string, name: string, payloads: readonly Payload[]): Payload {
  const identifier = `example.maple.${key}`;
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: randomUUID().toUpperCase(),
    PayloadDisplayName: name,
    PayloadOrganization: 'Maple Street School',
    PayloadContent: payloads.map((payload, at) => ({
      PayloadVersion: 1,
      PayloadIdentifier: `${identifier}.${at + 1}`,
      PayloadUUID: randomUUID().toUpperCase(),
      PayloadDisplayName: name,
      ...payload,
    })),
  };
}

export const wifi = (network: string, password: string): Payload => ({
  PayloadType: 'com.apple.wifi.managed',
  SSID_STR: network,
  EncryptionType: 'WPA2',
  Password: password,
  AutoJoin: true,
  ProxyType: 'None',
});

export const restrictions = (rules: Payload): Payload => ({ PayloadType: 'com.apple.applicationaccess', ...rules });

export const webClip = (label: string, url: string): Payload => ({
  PayloadType: 'com.apple.webClip.managed',
  Label: label,
  URL: url,
  IsRemovable: false,
  FullScreen: true,
});

export const passcode = (length: number): Payload => ({
  PayloadType: 'com.apple.mobiledevice.passwordpolicy',
  forcePIN: true,
  allowSimple: false,
  minLength: length,
  maxInactivity: 5,
});

export const mail = (domain: string): Payload => ({
  PayloadType: 'com.apple.mail.managed',
  EmailAccountDescription: 'School mail',
  EmailAccountName: '$DISPLAY_NAME$',
  EmailAccountType: 'EmailTypeIMAP',
  EmailAddress: '$EMAIL$',
  IncomingMailServerAuthentication: 'EmailAuthPassword',
  IncomingMailServerHostName: `imap.${domain}`,
  IncomingMailServerPortNumber: 993,
  IncomingMailServerUseSSL: true,
  IncomingMailServerUsername: '$EMAIL$',
  OutgoingMailServerAuthentication: 'EmailAuthPassword',
  OutgoingMailServerHostName: `smtp.${domain}`,
  OutgoingMailServerPortNumber: 587,
  OutgoingMailServerUseSSL: true,
  OutgoingMailServerUsername: '$EMAIL$',
  OutgoingPasswordSameAsIncomingPassword: true,
});

/** The way into the school's network from home. */
export const vpn = (domain: string): Payload => ({
  PayloadType: 'com.apple.vpn.managed',
  UserDefinedName: 'Maple Street from home',
  VPNType: 'IKEv2',
  IKEv2: {
    RemoteAddress: `vpn.${domain}`,
    RemoteIdentifier: `vpn.${domain}`,
    LocalIdentifier: '$EMAIL$',
    AuthenticationMethod: 'None',
    ExtendedAuthEnabled: 1,
    AuthName: '$EMAIL$',
    EnablePFS: 1,
  },
});

/** A certificate of the built-in authority for each device. */
export const deviceCertificate = (): Payload => ({
  PayloadType: 'com.apple.security.scep',
  PayloadContent: {},
  cartwright: { source: 'authority-scep', subject: 'CN=$DEVICE_SN$, O=Maple Street School', days: 40, renewDays: 30 },
});

export const firewall = (): Payload => ({
  PayloadType: 'com.apple.security.firewall',
  EnableFirewall: true,
  EnableStealthMode: true,
});
