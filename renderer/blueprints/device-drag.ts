import { useEffect, useState } from 'react';

/*
 * Devices that are dragged from a list onto a blueprint.
 */

const MIME = 'application/x-cartwright-devices';

/** Puts devices on a drag that begins; `label` is what hangs at the pointer. */
export function dragDevices(event: React.DragEvent, deviceIds: Iterable<string>, label: string): void {
  const { dataTransfer } = event;
  dataTransfer.clearData();
  dataTransfer.setData(MIME, JSON.stringify([...deviceIds]));
  dataTransfer.effectAllowed = 'copy';
  const flag = document.createElement('div');
  flag.textContent = label;
  flag.style.cssText =
    'position:fixed;top:-100px;padding:6px 12px;border-radius:6px;font:500 13px Inter,sans-serif;color:#fff;background:#2b5fc4';
  document.body.append(flag);
  dataTransfer.setDragImage(flag, -12, -8);
  setTimeout(() => flag.remove());
}

export const carriesDevices = ({ types }: DataTransfer): boolean => types.includes(MIME);

/** The devices that were dropped, if it were devices. */
export function draggedDevices(data: DataTransfer): string[] | undefined {
  try {
    const ids: unknown = JSON.parse(data.getData(MIME));
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** Whether devices are being dragged in this window now. */
export function useDeviceDrag(): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    // What is drawn anew at once would end the drag in some browsers.
    const begin = (event: DragEvent): void => {
      if (event.dataTransfer !== null && carriesDevices(event.dataTransfer)) setTimeout(() => setDragging(true));
    };
    const end = (): void => void setTimeout(() => setDragging(false));
    window.addEventListener('dragstart', begin);
    window.addEventListener('dragend', end);
    return () => {
      window.removeEventListener('dragstart', begin);
      window.removeEventListener('dragend', end);
    };
  }, []);
  return dragging;
}
