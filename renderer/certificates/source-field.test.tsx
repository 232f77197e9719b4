// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import type { CertificateSource } from '../../shared/certificates/source.ts';
import { api, queryClient } from '../live/client.ts';
import { render } from '../testing/render.tsx';
import { CertificateSourceField } from './CertificateSourceField.tsx';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  queryClient.clear();
});

async function shown(payloadType: string, value: CertificateSource | undefined): Promise<Record<string, string>> {
  queryClient.setQueryData(api.certificateLibrary.list.queryKey(), []);
  ({ stop } = await render(
    <QueryClientProvider client={queryClient}>
      <CertificateSourceField payloadType={payloadType} value={value} onChange={() => {}} />
    </QueryClientProvider>,
  ));
  const labels = [...document.querySelectorAll('label')].map((label) => [
    label.textContent ?? '',
    document.getElementById(label.htmlFor) as HTMLInputElement | null,
  ]);
  return Object.fromEntries(labels.map(([text, input]) => [text, (input as HTMLInputElement | null)?.value ?? '']));
}

it('a payload without a source carries its certificate itself', async () => {
  expect(await shown('com.apple.security.root', undefined)).toEqual({ 'Certificate from': 'The profile itself' });
});

it('a certificate that the authority makes has a holder, a subject that is checked, and a life', async () => {
  const source = {
    source: 'authority-pkcs12',
    holder: 'person',
    subject: 'X',
    names: {},
    days: 90,
    renewDays: 30,
    usage: 'both',
    key: 'rsa-2048',
  } as const;
  const fields = await shown('com.apple.security.pkcs12', source);
  expect(fields).toMatchObject({ Holder: 'Each person, on all their devices', Subject: 'X', 'Valid for days': '90' });
  expect(document.body.textContent).toContain('“X” is no part of a name');
});
