// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { explainError } from '../../shared/catalogue/errors/index.ts';
import { api, queryClient } from '../live/client.ts';
import { render } from '../testing/render.tsx';
import { ErrorReading } from './ErrorReading.tsx';

type Chain = Parameters<typeof ErrorReading>[0]['chain'];
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  queryClient.clear();
});

/** What stands in each error of the chain, with the engine's explanations at hand. */
async function shown(chain: Chain): Promise<string[]> {
  const input = { errors: chain.map(({ domain, code, description }) => ({ domain, code, description })) };
  queryClient.setQueryData(
    api.errors.explain.queryKey({ input }),
    input.errors.map(({ domain, code, description }) => explainError(domain, code, description)),
  );
  ({ stop } = await render(
    <QueryClientProvider client={queryClient}>
      <ErrorReading chain={chain} />
    </QueryClientProvider>,
  ));
  return [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent ?? '');
}

it('ERR-1 shows the outermost error first and names the deepest as the root cause', async () => {
  const errors = await shown([
    { domain: 'MCInstallationErrorDomain', code: 4001, description: 'Installation failed' },
    { domain: 'MCWiFiErrorDomain', code: 13000, description: null },
    { domain: 'MCWiFiErrorDomain', code: 13002, description: 'Password missing' },
  ]);
  expect(errors).toHaveLength(3);
  expect(errors.map((text) => text.includes('Root cause'))).toEqual([false, false, true]);
  expect(errors[0]).toContain('Installation failed.');
  expect(errors[2]).toContain('A password is needed.');
});

it('ERR-3 shows an error that nobody knows by what the device said, and by the raw pair', async () => {
  const [text] = await shown([{ domain: 'XYErrorDomain', code: 77, description: 'Der Tee ist aus.' }]);
  expect(text).toContain('Der Tee ist aus.');
  expect(text).toContain('XYErrorDomain 77');
  expect(text).toContain('Apple does not say');
  expect(text).not.toContain('Root cause');
});
