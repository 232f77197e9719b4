// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { render } from '../testing/render.tsx';
import { type Newer, useNewer } from './use-newer.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

let now: Newer;
let taken = 0;
const take = (): void => void taken++;

function Editing({ newest, changed }: { newest: number; changed: boolean }) {
  now = useNewer(1, newest, changed, take);
  return null;
}

it('what somebody else saved is shown at once where nothing was changed here', async () => {
  taken = 0;
  ({ stop } = await render(<Editing newest={2} changed={false} />));
  expect(taken).toBe(1);
  expect(now.version).toBeUndefined();
});

it('what was changed here stays when somebody else saves, and follows their version only when that is said', async () => {
  taken = 0;
  ({ stop } = await render(<Editing newest={2} changed />));
  expect(taken).toBe(0);
  expect(now).toMatchObject({ basedOn: 1, version: 2 });
  await act(async () => now.goOn());
  expect(now).toMatchObject({ basedOn: 2, version: undefined });
  expect(taken).toBe(0);
});
