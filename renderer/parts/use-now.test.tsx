// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { render } from '../testing/render.tsx';
import { useNow } from './use-now.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function Milliseconds() {
  return <output>{useNow((now) => now)}</output>;
}

it('is one time for the whole of a drawing, even if the clock goes on meanwhile', async () => {
  const problems = vi.spyOn(console, 'error').mockImplementation(() => {});
  let time = 1_000;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    time += 1;
    return time;
  });
  await render(<Milliseconds />);
  expect(Number(document.querySelector('output')?.textContent)).toBeGreaterThan(1_000);
  expect(problems.mock.calls).toEqual([]);
});
