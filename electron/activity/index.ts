/** Activity's face: what needs attention, why nothing happens on a device, and the history of everything. */
export type { AlertCounts, AlertService } from './alert-service.ts';
export type { DeviceInsight } from './device-insight.ts';
export type { EventLog } from './event-log.ts';
export type { ActivityPorts, FailureFacts, PushFacts } from './ports.ts';
export { type Activity, openActivity } from './service.ts';
