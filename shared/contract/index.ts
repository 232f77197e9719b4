import { commands } from './commands.ts';
import { devices } from './devices.ts';
import { enrollment } from './enrollment.ts';
import { events } from './events.ts';
import { push } from './push.ts';
import { system } from './system.ts';

export type * from './commands.ts';
export type * from './common.ts';
export type * from './devices.ts';
export type * from './enrollment.ts';
export type * from './events.ts';
export type * from './push.ts';
export type * from './system.ts';

/** Everything the console and scripts can ask of the engine; nothing reaches it another way. */
export const contract = { devices, commands, enrollment, push, events, system };
export type Contract = typeof contract;
