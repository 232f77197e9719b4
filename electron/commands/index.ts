/** The face of commands: the queue, the connect loop, and what the console asks of them. */
export { type CommandService, openCommands } from './service.ts';
