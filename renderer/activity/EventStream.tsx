import { useMemo, useState } from 'react';
import { EventDrawer } from './EventDrawer.tsx';
import { EventList } from './EventList.tsx';

/** What happened to one device, newest first and live. Fills the height it is given. */
export function EventStream({ deviceId }: { deviceId: string }) {
  const filter = useMemo(() => ({ deviceId }), [deviceId]);
  const [opened, setOpened] = useState<number>();
  return (
    <>
      <EventList
        filter={filter}
        grouped={true}
        isPaused={false}
        narrowed={false}
        onOpen={({ seq }) => setOpened(seq)}
      />
      <EventDrawer seq={opened} onClose={() => setOpened(undefined)} />
    </>
  );
}
