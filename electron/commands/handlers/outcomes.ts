import type { PlistDict } from '../../protocol/index.ts';
import type { Asked, ResultHandler } from './handler.ts';

/** What is worth keeping of such a command: keys of the request, keys of the answer. Secrets are in neither. */
interface Kept {
  readonly asked?: readonly string[];
  readonly said?: readonly string[];
}

const OUTCOMES: Readonly<Record<string, Kept>> = {
  DeviceLock: { said: ['MessageResult'] },
  LogOutUser: {},
  PlayLostModeSound: {},
  RefreshCellularPlans: { asked: ['eSIMServerURL'] },
  RequestMirroring: { asked: ['DestinationName', 'DestinationDeviceID'], said: ['MirroringResult'] },
  SetAutoAdminPassword: { asked: ['GUID'] },
  StopMirroring: {},
  UnlockUserAccount: { asked: ['UserName'] },
};

function kept({ asked = [], said = [] }: Kept, request: Asked, body: PlistDict): PlistDict {
  const text = (value: unknown): value is string => typeof value === 'string';
  return Object.fromEntries([
    ...asked.flatMap((key) => (text(request[key]) ? [[key, request[key]] as const] : [])),
    ...said.flatMap((key) => (text(body[key]) ? [[key, body[key]] as const] : [])),
  ]);
}

const noting = ([requestType, keys]: [string, Kept]): ResultHandler => ({
  requestType,

  read(body, asked) {
    const facts = kept(keys, asked, body);
    return ({ knowledge }, work, target) => knowledge.outcome(work, target, requestType, facts);
  },
});

const remoteDesktop = (requestType: string, on: boolean): ResultHandler => ({
  requestType,
  read: () => {
    return ({ knowledge }, work, target) => knowledge.learn(work, target, 'security', { RemoteDesktopEnabled: on });
  },
});

const releasing = (requestType: string): ResultHandler => ({
  requestType,
  read: () => {
    return ({ knowledge }, work, target) => knowledge.released(work, target);
  },
});

/** Commands that report nothing of their own: when they were last carried out, and what the device said to them. */
export const DEEDS: readonly ResultHandler[] = [
  ...Object.entries(OUTCOMES).map(noting),
  remoteDesktop('EnableRemoteDesktop', true),
  remoteDesktop('DisableRemoteDesktop', false),
  releasing('DeviceConfigured'),
  releasing('UserConfigured'),
  {
    requestType: 'ClearPasscode',
    read: () => {
      return ({ knowledge }, work, target) => knowledge.learn(work, target, 'security', { PasscodePresent: false });
    },
  },
  {
    requestType: 'DeleteUser',
    read(_body, asked) {
      const { UserName, DeleteAllUsers } = asked;
      return ({ knowledge }, work, target) => {
        if (DeleteAllUsers === true) knowledge.report(work, target, 'accounts', {});
        else if (typeof UserName === 'string') knowledge.learn(work, target, 'accounts', { [UserName]: undefined });
      };
    },
  },
];
