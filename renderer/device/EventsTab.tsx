import type { DeviceDetail } from '../../shared/contract/index.ts';
import { EventStream } from '../activity/EventStream.tsx';
import classes from './Device.module.css';

/** What happened to this device, newest first. */
export function EventsTab({ device }: { device: DeviceDetail }) {
  return (
    <div className={classes.sheet}>
      <EventStream deviceId={device.id} />
    </div>
  );
}
