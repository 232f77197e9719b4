// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../shared/catalogue/index.ts';
import type { DeviceDetail, ManagedApp } from '../../../shared/contract/index.ts';
import { queryClient } from '../../live/client.ts';
import { managedAppTexts } from '../../locales/en/managed-apps.ts';
import { render } from '../../testing/render.tsx';
import { SecurityTab } from '../SecurityTab.tsx';
import { Advice } from './AboutApps.tsx';
import { statusTone } from './app-status.ts';
import { AppDetails } from './ManagedAppDrawer.tsx';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  queryClient.clear();
});

/** What stands there, in English. */
async function shown(children: React.ReactNode): Promise<string> {
  ({ stop } = await render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>{children}</MemoryRouter>
    </QueryClientProvider>,
  ));
  return document.body.textContent ?? '';
}

const DEVICE = {
  id: 'd',
  state: 'ended',
  platform: 'iOS',
  osVersion: '18.1',
  enrollments: [],
  reports: { security: 1, restrictions: 1 },
  security: { PasscodePresent: true },
} as unknown as DeviceDetail;

const APP: ManagedApp = {
  identifier: 'com.example.app',
  name: 'Example',
  status: 'Rejected',
  statusAt: 1,
  reason: 'AppStoreDisabled',
  history: [{ at: 1, status: 'Rejected', reason: 'AppStoreDisabled', commandId: null }],
  goesWithManagement: true,
  outOfBackup: true,
  hasConfiguration: true,
  hasFeedback: false,
  validated: true,
  configuration: { readAt: null, values: { server: 'a.example', apiToken: '•••' } },
  attributes: null,
  feedback: null,
};

describe('what one is told about apps', () => {
  it('BP-39, BP-40 that only installing by command manages an app, and what each system offers', async () => {
    const text = await shown(<Advice />);
    expect(text).toContain('Only what “Install app” installs is managed');
    expect(text).toContain('iOS 7 and later: assigned licenses, configuration and feedback.');
    expect(text).toContain('iOS 5 and 6: redemption codes');
  });

  it('BP-41 what stays when an app goes, in general and for the app at hand', async () => {
    expect(await shown(<Advice />)).toContain('In-house apps are not backed up and cannot be installed elsewhere.');
    await stop?.();
    const text = await shown(<AppDetails device={DEVICE} app={APP} />);
    expect(text).toContain('It is removed with its data.');
    expect(text).toContain('the app stays that person’s');
    expect(text).toContain('Its data is left out.');
  });

  it('BP-42 what developers of in-house apps are asked to do', async () => {
    const text = await shown(<Advice />);
    for (const point of [
      /sign in online/,
      /Keep data in Caches/,
      /erase sensitive data/,
      /Count launches too/,
      /on the server/,
    ])
      expect(text).toMatch(point);
  });

  it('BP-43, BP-44 which restrictions confine documents, by their false, and what they do not reach', async () => {
    const reach = 'Safari and AirDrop list every app all the same.';
    const restrictions = { allowOpenFromManagedToUnmanaged: false, allowOpenFromUnmanagedToManaged: true };
    const text = await shown(<SecurityTab device={{ ...DEVICE, restrictions }} />);
    expect(text).toContain('Documents may go from managed to other appsNo');
    expect(text).toContain('Documents may go from other to managed appsYes');
    expect(text).toContain(reach);
    await stop?.();
    const open = { ...restrictions, allowOpenFromManagedToUnmanaged: true };
    expect(await shown(<SecurityTab device={{ ...DEVICE, restrictions: open }} />)).not.toContain(reach);
  });

  it('BP-45 by which ways devices come in', async () => {
    const text = await shown(<Advice />);
    for (const way of [/Over the air: best for most/, /Automated Device Enrollment/, /tools of a vendor/])
      expect(text).toMatch(way);
  });
});

describe('an app’s states', () => {
  it('have words, and reasons and secrets are shown as they should be', async () => {
    const text = await shown(<AppDetails device={DEVICE} app={APP} />);
    expect(text).toContain('The App Store is switched off');
    expect(text).toContain('a.example');
    expect(text).toContain('Changed since it was read');
    expect(text).toContain('Values that look like secrets are not kept.');
  });

  it('are all worded, as far as Apple lists them', () => {
    const listed = ['ManagedApplicationList', 'InstallApplication', 'InstallMedia', 'ScheduleOSUpdate'].flatMap(
      (type) => {
        const said = JSON.stringify(COMMANDS.find(({ requestType }) => requestType === type)?.response ?? []);
        return [...said.matchAll(/"key":"(Status|State|RejectionReason)"[^{}]*?"values":(\[[^\]]*\])/g)].flatMap(
          ([, key, values]) => (JSON.parse(values ?? '[]') as string[]).map((value) => [key, value] as const),
        );
      },
    );
    expect(listed.length).toBeGreaterThan(40);
    const missing = listed.filter(([key, value]) =>
      key === 'RejectionReason' ? !(value in managedAppTexts.reasons) : !(value in managedAppTexts.statuses),
    );
    expect(missing).toEqual([]);
  });

  it('look like what they mean', () => {
    expect(['Managed', 'Installing', 'Prompting', 'UserRejected', 'ManagedButUninstalled'].map(statusTone)).toEqual([
      'done',
      'way',
      'waits',
      'needs',
      'none',
    ]);
  });
});
