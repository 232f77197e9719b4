import {
  decodeBypassCode,
  decodePasswordChanged,
  decodePasswordVerified,
  decodeRotatedKey,
  decodeUnlockToken,
} from '../../protocol/index.ts';
import type { DeviceSecretKind } from '../../store/index.ts';
import type { Asked, ResultHandler } from './handler.ts';

const passwordIn = (asked: Asked, key: string): string | undefined =>
  typeof asked[key] === 'string' ? asked[key] : undefined;

/** A check of a password by the device: what is right is worth keeping, what is wrong is worth knowing. */
const checking = (requestType: string, kind: DeviceSecretKind): ResultHandler => ({
  requestType,
  withSecrets: true,
  read(body, asked) {
    const right = decodePasswordVerified(body);
    const password = passwordIn(asked, 'Password');
    if (right === undefined || password === undefined || password === '') return undefined;
    return ({ knowledge }, work, target) => knowledge.checkSecret(work, target, kind, password, right);
  },
});

/** Answers after which the vault holds a code or password by which people get at the device, or holds it no longer. */
export const DEVICE_SECRETS: readonly ResultHandler[] = [
  {
    requestType: 'ActivationLockBypassCode',
    read(body) {
      const code = decodeBypassCode(body);
      if (code === undefined) return undefined;
      return ({ knowledge }, work, target) => knowledge.keepSecret(work, target, 'activation-lock-bypass', code);
    },
  },
  {
    requestType: 'ClearActivationLockBypassCode',
    read: () => {
      return ({ knowledge }, work, target) => knowledge.clearSecret(work, target, 'activation-lock-bypass');
    },
  },
  {
    requestType: 'SetRecoveryLock',
    withSecrets: true,
    read(_body, asked) {
      const password = passwordIn(asked, 'NewPassword');
      if (password === undefined) return undefined;
      return ({ knowledge }, work, target) => {
        if (password === '') knowledge.clearSecret(work, target, 'recovery-lock');
        else knowledge.keepSecret(work, target, 'recovery-lock', password);
        knowledge.learn(work, target, 'security', { IsRecoveryLockEnabled: password !== '' });
      };
    },
  },
  checking('VerifyRecoveryLock', 'recovery-lock'),
  {
    requestType: 'SetFirmwarePassword',
    withSecrets: true,
    read(body, asked) {
      const password = passwordIn(asked, 'NewPassword');
      if (password === undefined || decodePasswordChanged(body) !== true) return undefined;
      return ({ knowledge }, work, target) => {
        if (password === '') knowledge.clearSecret(work, target, 'firmware-password');
        else knowledge.keepSecret(work, target, 'firmware-password', password);
        // It counts from the next start on.
        knowledge.learn(work, target, 'security', { FirmwarePasswordStatus: { ChangePending: true } });
      };
    },
  },
  checking('VerifyFirmwarePassword', 'firmware-password'),
  {
    requestType: 'RotateFileVaultKey',
    read(body, asked) {
      const message = decodeRotatedKey(body);
      if (message === undefined || asked.KeyType !== 'personal') return undefined;
      return ({ knowledge }, work, target) => knowledge.keepRecoveryKey(work, target, message);
    },
  },
  {
    requestType: 'RequestUnlockToken',
    read(body) {
      const token = decodeUnlockToken(body);
      return ({ knowledge }, work, target) => knowledge.keepUnlockToken(work, target, token);
    },
  },
];
