// @vitest-environment jsdom
import { notifications } from '@mantine/notifications';
import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render, told } from '../testing/render.tsx';
import { optimistic } from './optimistic.ts';

interface Likes {
  theme: string;
  density: string;
}
const key = ['likes'];
const change = (before: Likes, wish: Partial<Likes>): Likes => ({ ...before, ...wish });

describe('a wish shows at once', () => {
  let client: QueryClient;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    client = new QueryClient();
    client.setQueryData(key, { theme: 'light', density: 'compact' });
    ({ stop } = await render(null));
  });
  afterEach(async () => {
    client.clear();
    await act(async () => notifications.clean());
    await stop();
  });
  const shown = () => client.getQueryData<Likes>(key);

  /** Sends a wish to an engine whose answer the test gives by hand. */
  async function send(wish: Partial<Likes>, options: { taken?: null } = {}) {
    const answer = Promise.withResolvers<Likes>();
    const observer = new MutationObserver<Likes, Error, Partial<Likes>, unknown>(client, {
      ...(optimistic<Likes, Partial<Likes>>(key, change, { client, ...options }) as object),
      mutationFn: () => answer.promise,
    });
    const done = observer.mutate(wish).catch(() => {});
    await act(async () => {});
    return {
      answer: (likes: Likes) =>
        act(async () => {
          answer.resolve(likes);
          await done;
        }),
      refuse: (why: string) =>
        act(async () => {
          answer.reject(new Error(why));
          await done;
        }),
    };
  }

  it('and becomes what the engine answers', async () => {
    const sent = await send({ theme: 'dark' });
    expect(shown()).toEqual({ theme: 'dark', density: 'compact' });
    await sent.answer({ theme: 'dark', density: 'comfortable' });
    expect(shown()).toEqual({ theme: 'dark', density: 'comfortable' });
    expect(told()).toEqual([]);
  });

  it('and is taken back with a message when the engine refuses', async () => {
    const sent = await send({ theme: 'dark' });
    await sent.refuse('Owners only.');
    expect(shown()).toEqual({ theme: 'light', density: 'compact' });
    expect(told()).toEqual(['Not saved. It is as it was beforeOwners only.']);
  });

  it('and takes no other wish with it', async () => {
    const theme = await send({ theme: 'dark' });
    const density = await send({ density: 'comfortable' });
    await theme.refuse('Too late.');
    expect(shown()).toEqual({ theme: 'light', density: 'comfortable' });
    await density.answer({ theme: 'light', density: 'comfortable' });
    expect(shown()).toEqual({ theme: 'light', density: 'comfortable' });
  });

  it('and does not undo what others changed meanwhile', async () => {
    const sent = await send({ theme: 'dark' });
    client.setQueryData(key, { theme: 'auto', density: 'comfortable' });
    await sent.refuse('Too late.');
    expect(shown()).toEqual({ theme: 'auto', density: 'comfortable' });
  });

  it('and a reading that was under way cannot hide it, but is made up for', async () => {
    const readings: PromiseWithResolvers<Likes>[] = [];
    const reading = () => {
      const one = Promise.withResolvers<Likes>();
      readings.push(one);
      return one.promise;
    };
    void client.fetchQuery({ queryKey: key, queryFn: reading }).catch(() => {});
    const sent = await send({ theme: 'dark' });
    readings[0]?.resolve({ theme: 'light', density: 'compact' });
    await act(async () => {});
    expect(shown()?.theme).toBe('dark');
    await sent.answer({ theme: 'dark', density: 'compact' });
    expect(client.getQueryState(key)?.isInvalidated).toBe(true);
  });

  it('and stays, to be read again, when the answer tells nothing of it', async () => {
    const sent = await send({ theme: 'dark' }, { taken: null });
    await sent.answer({ theme: 'unused', density: 'unused' });
    expect(shown()).toEqual({ theme: 'dark', density: 'compact' });
    expect(client.getQueryState(key)?.isInvalidated).toBe(true);
  });

  it('and waits for the answer where nothing was shown yet', async () => {
    client.clear();
    const sent = await send({ theme: 'dark' });
    expect(shown()).toBeUndefined();
    await sent.answer({ theme: 'dark', density: 'compact' });
    expect(shown()).toEqual({ theme: 'dark', density: 'compact' });
  });
});
