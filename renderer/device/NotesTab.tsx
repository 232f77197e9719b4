import type { DeviceDetail } from '../../shared/contract/index.ts';
import { AttributesCard } from './AttributesCard.tsx';
import classes from './Device.module.css';
import { NotesCard } from './NotesCard.tsx';

/** What administrators keep about a device themselves: notes, and the attributes they defined. */
export function NotesTab({ device }: { device: DeviceDetail }) {
  return (
    <div className={classes.halves}>
      <NotesCard device={device} />
      <AttributesCard device={device} />
    </div>
  );
}
