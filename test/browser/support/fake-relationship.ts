import type { Services } from '../../../electron/rpc/index.ts';
import type {
  AuthorityOverview,
  LifePolicies,
  ProfileUpdate,
  RenewalSettings,
} from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import type { FakeSchool } from './fake-services.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const id = (n: number): string => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Renewals, roll-over and policies of the school, in memory. */
export function playRelationship(school: FakeSchool): Services['relationship'] {
  const now = Date.now();
  let settings: RenewalSettings = { automatic: true, leadDays: 30, atOnce: 50 };
  let policies: Pick<LifePolicies, 'afterlife' | 'inactivity'> = {
    afterlife: { secretsDays: 90, assignmentsDays: 365, inventoryDays: 365, deviceDays: null },
    inactivity: { wakeDaily: true, mark: null, holdRenewals: true },
  };
  const root = (n: number, name: string, devices: number): AuthorityOverview['authorities'][number] => ({
    fingerprint: String(n).repeat(64),
    subject: `O=Maple Street School, CN=${name}`,
    above: [],
    notAfter: now + (2 + n * 4) * YEAR,
    createdAt: now - (8 - n * 4) * YEAR,
    issues: true,
    serves: true,
    devices,
  });
  let roots = [root(1, 'Maple Street School Device Management', school.services.system.status().devices.enrolled)];
  let moved = 0;
  const authorities = (): AuthorityOverview => {
    const [former, next] = roots;
    if (former === undefined || next === undefined) return { authorities: roots, rollOver: null };
    const total = former.devices + next.devices;
    const left = former.devices;
    return {
      authorities: roots,
      rollOver: { startedAt: now, moved, total, left, leftInactive: Math.min(left, 2), mayRetire: left === 0 },
    };
  };
  const devices = (): { id: string; name: string | null; serialNumber: string | null }[] =>
    school.services.devices.list({ limit: 5, offset: 0 } as never).rows;
  const update = (n: number, about: Partial<ProfileUpdate>): ProfileUpdate => {
    const device = devices()[n];
    return {
      id: id(n + 1),
      deviceId: device?.id ?? id(n),
      deviceName: device?.name ?? null,
      serialNumber: device?.serialNumber ?? null,
      cause: 'expiring',
      state: 'done',
      attempt: 1,
      actor: 'system',
      commandId: null,
      accessRights: 8191,
      createdAt: now - DAY,
      stateAt: now - DAY / 2,
      nextTryAt: null,
      problem: null,
      formerNotAfter: now + 20 * DAY,
      newNotAfter: null,
      ...about,
    };
  };
  const updates = (): ProfileUpdate[] => [
    update(0, { state: 'waiting', stateAt: now - 3_600_000 }),
    update(1, {
      state: 'failed',
      attempt: 2,
      problem: 'The profile could not be installed. The SCEP server cannot be reached.',
      nextTryAt: now + 6 * 3_600_000,
    }),
    update(2, { newNotAfter: now + YEAR }),
    update(3, { cause: 'request', actor: 'Ada', newNotAfter: now + YEAR }),
  ];
  const renewals = () => ({
    settings,
    identities: school.services.system.status().devices.enrolled,
    due: 3,
    waiting: 1,
    underWay: 0,
    failed: 1,
    doneIn30Days: 2,
    nextEndAt: now + 20 * DAY,
  });
  const life = (): LifePolicies => ({ ...policies, silentDays: 7, inactiveDevices: 2 });
  return {
    renewals,
    updates({ deviceId, limit }) {
      const rows = updates().filter((row) => deviceId === undefined || row.deviceId === deviceId);
      return { total: rows.length, rows: rows.slice(0, limit) };
    },
    async setRenewals(wanted) {
      settings = wanted;
      return renewals();
    },
    preview: (deviceIds) => ({
      fits: deviceIds.length > 1 ? deviceIds.slice(1) : [...deviceIds],
      refused: deviceIds.slice(0, deviceIds.length > 1 ? 1 : 0).map((deviceId) => ({
        deviceId,
        reasons: [
          {
            code: 'under-way',
            severity: 'refuse' as const,
            path: [],
            message: 'Its profile is being replaced already. Wait until that is done, or cancel it.',
          },
        ],
      })),
      warnings: [],
    }),
    async request({ deviceIds }) {
      return { fits: [...deviceIds], refused: [], warnings: [] };
    },
    authorities,
    async rollOver() {
      const [former] = roots;
      if (former === undefined || roots.length > 1) throw new CartwrightError('conflict', 'One is under way.');
      moved = former.devices;
      roots = [
        { ...former, issues: false, devices: 0 },
        { ...root(2, 'Maple Street School Device Management 2', moved), serves: false },
      ];
      return authorities();
    },
    async adopt() {
      const [former] = roots;
      if (former === undefined || roots.length > 1) throw new CartwrightError('conflict', 'One is under way.');
      moved = former.devices;
      roots = [
        { ...former, issues: false, devices: 0 },
        { ...root(2, 'Site Issuing', moved), above: ['CN=Site Root'], serves: false },
      ];
      return authorities();
    },
    async retire() {
      roots = roots.slice(1).map((each) => ({ ...each, serves: true }));
      return authorities();
    },
    policies: life,
    async setPolicies(wanted) {
      policies = wanted;
      return life();
    },
  };
}
