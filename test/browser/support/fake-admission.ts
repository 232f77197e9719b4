import { readSerialList } from '../../../electron/enrollment/index.ts';
import type { Services } from '../../../electron/rpc/index.ts';
import type { EnrollmentListRow, EnrollmentRequest, ExpectedDevice } from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import { QR } from './fake-answers.ts';
import type { FakeSchool } from './fake-services.ts';

const DAY = 86_400_000;

/** Who waits, who is expected and who came, in memory. */
export interface FakeAdmission {
  readonly service: Services['admission'];
  readonly requests: EnrollmentRequest[];
  readonly expected: ExpectedDevice[];
  readonly recent: EnrollmentListRow[];
  /** Somebody asks to be let in; the windows hear of it. */
  ask(part: Partial<EnrollmentRequest>): EnrollmentRequest;
  /** The next answers are refused. */
  refuse(error: Error | undefined): void;
}

export function playAdmission(school: FakeSchool): FakeAdmission {
  const requests: EnrollmentRequest[] = [];
  const expected: ExpectedDevice[] = [];
  let refusal: Error | undefined;
  const recent: EnrollmentListRow[] = school.devices.map((device, index) => ({
    enrollmentId: newId(Date.now()),
    deviceId: device.id,
    deviceName: device.name,
    serialNumber: device.serialNumber,
    modelName: device.modelName,
    productName: device.productName,
    state: device.state,
    endReason: device.state === 'ended' ? 'checked-out' : null,
    invitationId: null,
    invitationName: null,
    way: 'profile' as const,
    account: null,
    authenticatedAt: Date.now() - index * 60_000,
    enrolledAt: device.state === 'pending' ? null : Date.now() - index * 60_000,
    endedAt: device.state === 'ended' ? Date.now() : null,
    expectedName: null,
    person: null,
  }));
  const request = (id: string): EnrollmentRequest => {
    const found = requests.find((each) => each.id === id);
    if (found === undefined) throw new CartwrightError('not-found', 'There is no such request.');
    return found;
  };
  const answer = (id: string, what: string, part: Partial<EnrollmentRequest>): EnrollmentRequest => {
    if (refusal !== undefined) throw refusal;
    const answered = Object.assign(request(id), part);
    school.tell(`enrollment-request.${what}`, { actor: 'administrator', data: { name: answered.name } });
    return answered;
  };
  const handoutOf = async (id: string) => {
    const invitation = school.services.enrollment.list().find((each) => each.id === id);
    if (invitation === undefined) throw new CartwrightError('not-found', 'There is no such invitation.');
    return { invitation, ...(await school.services.enrollment.link(id)), qrSvg: QR };
  };
  const has = (text: (string | null)[], search: string | undefined): boolean =>
    text
      .join(' ')
      .toLowerCase()
      .includes((search ?? '').toLowerCase());
  return {
    requests,
    expected,
    recent,
    refuse(error) {
      refusal = error;
    },
    ask(part) {
      const [invitation] = school.services.enrollment.list();
      const at = Date.now();
      const asked: EnrollmentRequest = {
        id: newId(at),
        invitationId: invitation?.id ?? newId(at),
        invitationName: invitation?.name ?? 'Open day',
        code: `K7QF-${requests.length + 20}`,
        name: null,
        deviceHint: 'iPad',
        serialNumber: null,
        expected: null,
        state: 'waiting',
        requestedAt: at,
        expiresAt: at + DAY,
        decidedAt: null,
        decidedBy: null,
        reason: null,
        profileIssuedAt: null,
        deviceId: null,
        deviceName: null,
        ...part,
      };
      requests.unshift(asked);
      school.tell('enrollment-request.created', { data: { name: asked.name } });
      return asked;
    },
    service: {
      requests({ state, limit }) {
        const rows = requests.filter((each) => state === undefined || each.state === state).slice(0, limit);
        return { rows, waiting: requests.filter((each) => each.state === 'waiting').length };
      },
      approve: async (id, actor) =>
        answer(id, 'approved', { state: 'approved', decidedAt: Date.now(), decidedBy: actor.name }),
      deny: async (id, reason, actor) =>
        answer(id, 'denied', {
          state: 'denied',
          reason: reason ?? null,
          decidedAt: Date.now(),
          decidedBy: actor.name,
        }),
      reconsider: async (id) =>
        answer(id, 'reconsidered', { state: 'waiting', reason: null, decidedAt: null, decidedBy: null }),
      expected({ state, search, invitationId, offset, limit }) {
        const found = expected.filter(
          (row) =>
            has([row.serialNumber, row.name, row.person], search) &&
            (invitationId === undefined || row.invitationId === invitationId),
        );
        const arrived = found.filter(({ deviceId }) => deviceId !== null);
        const missing = found.filter(({ deviceId }) => deviceId === null);
        return {
          rows: { all: found, arrived, missing }[state].slice(offset, offset + limit),
          total: found.length,
          arrived: arrived.length,
          missing: missing.length,
        };
      },
      async importExpected({ csv, invitationId, dryRun, replace }, actor) {
        const { serials, problems } = readSerialList(csv);
        const known = new Map(expected.map((row) => [row.serialNumber, row]));
        const fresh = serials.filter(({ serialNumber }) => !known.has(serialNumber));
        const listed = new Set(serials.map(({ serialNumber }) => serialNumber));
        const gone = replace ? expected.filter(({ serialNumber }) => !listed.has(serialNumber)) : [];
        const changed = serials.filter(({ serialNumber, name, person }) => {
          const before = known.get(serialNumber);
          return before !== undefined && (before.name !== name || before.person !== person);
        });
        if (!dryRun) {
          for (const row of gone) expected.splice(expected.indexOf(row), 1);
          for (const { serialNumber, name, person } of changed)
            Object.assign(known.get(serialNumber) ?? {}, { name, person });
          const device = (serialNumber: string) => school.devices.find((each) => each.serialNumber === serialNumber);
          expected.push(
            ...fresh.map((row) => ({
              ...row,
              profile: null,
              id: newId(Date.now()),
              invitationId,
              addedAt: Date.now(),
              addedBy: actor.name,
              deviceId: device(row.serialNumber)?.id ?? null,
              arrivedAt: device(row.serialNumber)?.enrolledAt ?? null,
            })),
          );
          school.tell('expected.imported', { actor: actor.name });
        }
        return {
          dryRun,
          added: fresh.length,
          changed: changed.length,
          unchanged: serials.length - fresh.length - changed.length,
          removed: gone.length,
          problems,
        };
      },
      async removeExpected(ids) {
        for (const id of ids)
          expected.splice(
            expected.findIndex((row) => row.id === id),
            1,
          );
        school.tell('expected.removed', { actor: 'administrator' });
        return { removed: ids.length };
      },
      recent({ state, search, limit }) {
        const rows = recent.filter(
          (row) =>
            (state === undefined || row.state === state) && has([row.deviceName, row.serialNumber, row.person], search),
        );
        return { rows: rows.slice(0, limit), next: null };
      },
      async handouts({ names, options }, actor) {
        const made = [];
        for (const name of names)
          made.push(await school.services.enrollment.create({ ...options, name, maxUses: 1 }, actor));
        return Promise.all(made.map(({ id }) => handoutOf(id)));
      },
      printHandouts: (ids) => Promise.all(ids.map(handoutOf)),
      async mailText(invitationId, language) {
        const { url, pin } = await school.services.enrollment.link(invitationId);
        return { subject: language === 'de' ? 'Gerät anmelden' : 'Enroll your device', body: `Open ${url}\n`, pin };
      },
    },
  };
}
