import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import { type AlertService, openAlerts } from './alert-service.ts';
import { type DeviceInsight, openDeviceInsight } from './device-insight.ts';
import { type EventLog, openEventLog } from './event-log.ts';
import type { ActivityPorts } from './ports.ts';

/** Everything that looks at what happened and says what to make of it; it changes nothing but its own marks. */
export interface Activity extends DeviceInsight {
  readonly alerts: AlertService;
  readonly eventLog: EventLog;
  stop(): void;
}

export function openActivity(options: {
  store: Store;
  logger: Logger;
  ports: ActivityPorts;
  timers?: Timers;
}): Activity {
  const { store, ports } = options;
  const alerts = openAlerts(options);
  return {
    alerts,
    eventLog: openEventLog(store),
    ...openDeviceInsight({ store, ports, silentDays: () => alerts.settings().silentDays }),
    stop: () => alerts.stop(),
  };
}
