import { type ReactNode, useState } from 'react';
import { carriesDevices, draggedDevices } from './device-drag.ts';

/** Something devices can be dropped on. */
export function DropTarget(props: {
  className: string | undefined;
  disabled: boolean;
  onDevices: (deviceIds: string[]) => void;
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  const takes = (event: React.DragEvent): boolean => !props.disabled && carriesDevices(event.dataTransfer);
  return (
    <li
      className={props.className}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const ids = takes(event) ? draggedDevices(event.dataTransfer) : undefined;
        if (ids === undefined || ids.length === 0) return;
        event.preventDefault();
        props.onDevices(ids);
      }}
    >
      {props.children}
    </li>
  );
}
