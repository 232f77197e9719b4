/** The face of commands: the queue, the connect loop, and what the console asks of them. */
export type { CommandJson } from './draft.ts';
export type { ConnectMessage } from './exchange.ts';
export type { ConnectedEnrollment, InventorySink, WakeUps } from './ports.ts';
export type { CheckOutcome, QueueRequest } from './queue.ts';
export type { FailureGroup } from './queue-view.ts';
export { type CommandService, openCommands } from './service.ts';
