import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import { type AlertService, openAlerts } from './alert-service.ts';
import { type DeviceInsight, openDeviceInsight } from './device-insight.ts';
import { type EventLog, openEventLog } from './event-log.ts';
import { type Inactivity, type InactivityPorts, openInactivity } from './inactivity.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Everything that looks at what happened and says what to make of it; it changes nothing but its own marks, and what the
 * policy for silent devices asks for.
 */
export interface Activity extends DeviceInsight {
  readonly alerts: AlertService;
  readonly eventLog: EventLog;
  readonly inactivity: Inactivity;
  stop(): void;
}

export function openActivity(options: {
  store: Store;
  logger: Logger;
  ports: ActivityPorts;
  silence: Omit<InactivityPorts, 'silentDays'>;
  timers?: Timers;
}): Activity {
  const { store, logger, ports, silence } = options;
  const alerts = openAlerts(options);
  const silentDays = () => alerts.settings().silentDays;
  const inactivity = openInactivity({ store, logger, ports: { ...silence, silentDays } });
  return {
    alerts,
    inactivity,
    eventLog: openEventLog(store),
    ...openDeviceInsight({ store, ports, silentDays }),
    stop() {
      alerts.stop();
      inactivity.stop();
    },
  };
}
