/** The face of compliance: rules for devices, who violates them, and what follows from that. */
export { type Compliance, openCompliance } from './service.ts';
export { openRuleTransfer } from './transfer.ts';
