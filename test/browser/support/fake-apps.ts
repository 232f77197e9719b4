import type { Services } from '../../../electron/rpc/index.ts';
import type { DeviceDetail } from '../../../shared/contract/index.ts';

/** One app that is managed and configured, and one whose user said no. */
export function managedAppsOf(device: DeviceDetail, now: number): ReturnType<Services['devices']['managedApps']> {
  if (device.family !== 'iPad') return [];
  const change = (status: string, minutes: number) => ({
    at: now - minutes * 60_000,
    status,
    reason: null,
    commandId: null,
  });
  const base = {
    statusAt: now - 60_000,
    reason: null,
    goesWithManagement: true,
    outOfBackup: true,
    hasFeedback: false,
    validated: true,
    attributes: null,
    feedback: null,
  };
  return [
    {
      ...base,
      identifier: 'com.apple.Keynote',
      name: 'Keynote',
      status: 'Managed',
      history: [change('Managed', 1), change('Installing', 2), change('Queued', 3)],
      hasConfiguration: true,
      configuration: { readAt: now - 60_000, values: { server: 'https://maple.example', apiToken: '•••' } },
    },
    {
      ...base,
      identifier: 'com.example.timetable',
      name: null,
      status: 'UserRejected',
      history: [change('UserRejected', 1), change('Prompting', 2)],
      hasConfiguration: false,
      configuration: null,
    },
  ];
}
