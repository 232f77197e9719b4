import { accountWords } from './de/accounts.ts';
import { commonWords } from './de/common.ts';
import { detailWords } from './de/details.ts';
import { deviceWords } from './de/devices.ts';
import { payloadKinds } from './de/kinds.ts';
import { macWords } from './de/macs.ts';
import { networkWords } from './de/networks.ts';
import { restrictionWords } from './de/restrictions.ts';

/** German for payloads and their keys. */
export const de = [
  payloadKinds,
  restrictionWords,
  networkWords,
  accountWords,
  deviceWords,
  macWords,
  detailWords,
  commonWords,
].join('');
