// @vitest-environment jsdom
import { notifications } from '@mantine/notifications';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, render, told } from '../testing/render.tsx';
import { notifyWithUndo, undoLatest, useUndoKey } from './undo.tsx';

function Keys() {
  useUndoKey();
  return <input aria-label="Name" />;
}

describe('what was just done can be taken back', () => {
  let stop: () => Promise<void>;
  let undone: string[];
  beforeEach(async () => {
    undone = [];
    ({ stop } = await render(<Keys />));
  });
  afterEach(async () => {
    while (undoLatest()) await act(async () => {});
    await act(async () => notifications.clean());
    await stop();
  });
  const offer = (what: string) => act(async () => notifyWithUndo(what, () => undone.push(what)));
  const press = (target: EventTarget) =>
    act(async () => {
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true, bubbles: true }));
    });

  it('by its button, once', async () => {
    await offer('Room set.');
    const undo = button('Undo: Room set.');
    await act(async () => undo?.click());
    await act(async () => undo?.click());
    expect(undone).toEqual(['Room set.']);
    expect(told()).toEqual(['Undone.']);
  });

  it('by Ctrl-Z, the latest first, but not while somebody types', async () => {
    await offer('Room set.');
    await offer('Tag added.');
    await press(document.querySelector('input') ?? document);
    expect(undone).toEqual([]);
    await press(document.documentElement);
    expect(undone).toEqual(['Tag added.']);
    await press(document.documentElement);
    expect(undone).toEqual(['Tag added.', 'Room set.']);
    expect(undoLatest()).toBe(false);
  });

  it('not any more once the notification is closed', async () => {
    await offer('Room set.');
    await act(async () => button('Close')?.click());
    expect(undoLatest()).toBe(false);
    expect(undone).toEqual([]);
  });

  it('and says why when it cannot be', async () => {
    await act(async () =>
      notifyWithUndo('Room set.', async () => {
        throw new Error('The device is gone.');
      }),
    );
    await act(async () => button('Undo: Room set.')?.click());
    expect(told()).toEqual(['That could not be undoneThe device is gone.']);
  });
});
