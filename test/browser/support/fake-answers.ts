import type { Services } from '../../../electron/rpc/index.ts';
import type { DeviceContext, Finding } from '../../../shared/catalogue/index.ts';
import type {
  CommandDetail,
  DeviceDetail,
  Invitation,
  NewInvitation,
  Refusal,
  WaysIn,
  WaysSettings,
} from '../../../shared/contract/index.ts';
import { newId } from '../../../shared/ids.ts';

export const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path fill="#fff" d="M0 0h29v29H0z"/><path d="M4 4h7v7H4zM18 4h7v7h-7zM4 18h7v7H4zM13 13h4v4h-4zM19 19h3v3h-3z"/></svg>';

export function contextOf(device: DeviceDetail): DeviceContext {
  return {
    platform: device.platform ?? undefined,
    osVersion: device.osVersion ?? undefined,
    supervised: device.supervised,
    accessRights: device.enrollments[0]?.accessRights,
    channel: 'device',
    hasUnlockToken: true,
  };
}

export function reasonOf({ code, severity, path, message }: Finding): Refusal['reasons'][number] {
  return { code, severity, path: path === '' ? [] : [path], message };
}

export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return a < b ? -1 : 1;
}

export function answerOf(
  state: 'acknowledged' | 'error',
  command: CommandDetail,
  receivedAt: number,
): Partial<CommandDetail> {
  const failed = state === 'error';
  const raw = `<?xml version="1.0"?>\n<plist version="1.0"><dict><key>CommandUUID</key><string>${command.id}</string></dict></plist>`;
  return {
    errorSummary: failed ? 'The device is not supervised. (MCMDMErrorDomain 12081)' : null,
    result: {
      status: failed ? 'Error' : 'Acknowledged',
      receivedAt,
      size: raw.length,
      decoded: true,
      errorChain: failed
        ? [{ domain: 'MCMDMErrorDomain', code: 12_081, description: 'The device is not supervised.' }]
        : [],
      parts: [],
      compactedAt: null,
      raw,
    },
  };
}

/** The ways in with what follows from them. */
export function shownWays(settings: WaysSettings): WaysIn {
  const { user, device, domains } = settings.accountDriven;
  const at = 'https://mdm.maple.example:8443';
  const Servers = [
    ...(user ? [{ Version: 'mdm-byod', BaseURL: `${at}/account/user` }] : []),
    ...(device ? [{ Version: 'mdm-adde', BaseURL: `${at}/account/device` }] : []),
  ];
  const document = `${JSON.stringify({ Servers }, null, 2)}\n`;
  const discovery = (Servers.length === 0 ? [] : domains).map((domain) => ({
    domain,
    url: `https://${domain}/.well-known/com.apple.remotemanagement`,
    document,
  }));
  return { ...settings, discovery, serverUrl: `${at}/mdm/connect`, checkInUrl: `${at}/mdm/checkin` };
}

export function invitationOf(input: NewInvitation, createdBy: string, at: number): Invitation {
  return {
    id: newId(at),
    name: input.name,
    status: 'open',
    maxUses: input.maxUses,
    uses: 0,
    hasPin: input.pin !== null,
    accessRights: input.accessRights,
    signMessage: input.signMessage,
    checkOutWhenRemoved: input.checkOutWhenRemoved,
    requiresApproval: input.requiresApproval,
    onlyExpected: input.onlyExpected,
    way: input.way,
    managedAccount: input.managedAccount,
    createdAt: at,
    createdBy,
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  };
}

export function appsOf(device: DeviceDetail): ReturnType<Services['devices']['apps']> {
  if (device.family === 'AppleTV') return [];
  return ['Classroom', 'GarageBand', 'iMovie', 'Keynote', 'Numbers', 'Pages', 'Swift Playgrounds'].map(
    (name, index) => ({
      identifier: `com.apple.${name.replace(' ', '')}`,
      name,
      version: `${index + 3}.1`,
      shortVersion: `${index + 3}.1`,
      bundleSize: (index + 1) * 83_400_000,
      dynamicSize: index * 12_700_000,
      managed: index % 2 === 0,
    }),
  );
}

export function certificatesOf(device: DeviceDetail, now: number): ReturnType<Services['devices']['certificates']> {
  return [
    { days: 165, commonName: device.udid ?? 'Device', isIdentity: true },
    { days: 12, commonName: 'Maple Street Wi-Fi', isIdentity: false },
    { days: -3, commonName: 'Old proxy', isIdentity: false },
  ].map(({ days, commonName, isIdentity }, index) => ({
    fingerprint: String(index).repeat(64),
    commonName,
    isIdentity,
    subject: `CN=${commonName}`,
    issuer: 'CN=Cartwright root',
    notBefore: now - 100 * 86_400_000,
    notAfter: now + days * 86_400_000 + 3_600_000,
  }));
}
