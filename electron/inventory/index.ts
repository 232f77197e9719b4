/** Inventory's face: what devices reported, and what the console asks of it. */
export { type PresenceListener, type Seen, systemTimers, type Timers } from './presence.ts';
export { type DeviceQueries, openDeviceQueries } from './queries.ts';
export { InventoryService } from './service.ts';
