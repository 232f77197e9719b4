/** Inventory's face: what devices reported, and what the console asks of it. */

export { columnOf, storedValue } from './device-columns.ts';
export { filterSql } from './filter-sql.ts';
export { openKnowledge } from './knowledge.ts';
export type { PresenceListener, Seen } from './presence.ts';
export { type DeviceQueries, openDeviceQueries } from './queries.ts';
export { InventoryService } from './service.ts';
