/** The face of updates: rules by which devices come to newer systems, at the hours that suit. */
export type { UpdatePorts } from './ports.ts';
export { openUpdates, type Updates } from './updates.ts';
