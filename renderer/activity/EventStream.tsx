import { useMemo, useState } from 'react';
import classes from './Activity.module.css';
import { EventDrawer } from './EventDrawer.tsx';
import { EventList } from './EventList.tsx';

/** What happened to one device, newest first and live, in a list as high as the window allows. */
export function EventStream({ deviceId }: { deviceId: string }) {
  const filter = useMemo(() => ({ deviceId }), [deviceId]);
  const [opened, setOpened] = useState<number>();
  return (
    <div className={classes.stream}>
      <EventList
        filter={filter}
        grouped={true}
        isPaused={false}
        narrowed={false}
        onOpen={({ seq }) => setOpened(seq)}
      />
      <EventDrawer seq={opened} onClose={() => setOpened(undefined)} />
    </div>
  );
}
