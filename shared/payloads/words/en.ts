import { accountWords } from './en/accounts.ts';
import { commonWords } from './en/common.ts';
import { detailWords } from './en/details.ts';
import { deviceWords } from './en/devices.ts';
import { payloadKinds } from './en/kinds.ts';
import { macWords } from './en/macs.ts';
import { networkWords } from './en/networks.ts';
import { restrictionWords } from './en/restrictions.ts';

/** English for payloads and their keys. */
export const en = [
  payloadKinds,
  restrictionWords,
  networkWords,
  accountWords,
  deviceWords,
  macWords,
  detailWords,
  commonWords,
].join('');
