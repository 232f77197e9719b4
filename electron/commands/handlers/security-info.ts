import { decodeSecurityInfo, isPlistDict } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Passcode, encryption and other protection. */
export const securityInfo: ResultHandler = {
  requestType: 'SecurityInfo',
  read(body) {
    const facts = decodeSecurityInfo(body);
    const reported = isPlistDict(body.SecurityInfo) ? body.SecurityInfo : {};
    const { personalRecoveryKeyCms } = facts;
    return (inventory, work, target) => {
      inventory.applySecurity(work, target, facts, reported);
      if (personalRecoveryKeyCms !== undefined && personalRecoveryKeyCms.length > 0)
        inventory.knowledge.keepRecoveryKey(work, target, personalRecoveryKeyCms);
    };
  },
};
