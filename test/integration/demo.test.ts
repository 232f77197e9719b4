import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/ensure-installed.mjs';
import type {
  AlertList,
  BlueprintSummary,
  Cart,
  CommandDetail,
  CommandRow,
  ComplianceOverview,
  DeviceGroup,
  DeviceRunView,
  EnrollmentRequest,
  Event,
  Loan,
  PolicySummary,
  PrepareRun,
} from '../../shared/contract/index.ts';
import { Administrator } from '../support/administrator.ts';
import { cleanEnvironment, type Ready, runToEnd } from '../support/engine-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const DEMO = join(projectRoot, 'scripts', 'demo.ts');
const { path: directory, remove } = temporaryDirectory();
const at = (name: string) => [
  '--no-open',
  '--listen',
  '127.0.0.1:0',
  '--console',
  '127.0.0.1:0',
  '--data-dir',
  join(directory, name),
];
let child: ChildProcess | undefined;

afterEach(async () => {
  if (child === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
});
afterAll(remove);

describe('the demo', () => {
  it('with --once ends with 0 when every device is enrolled and told about itself, also a second time', async () => {
    for (const devices of ['12', '3']) {
      const ended = await runToEnd(DEMO, ['--devices', devices, '--once', ...at('once')]);
      expect(ended.stderr).toContain(`All ${devices} devices are enrolled and inventoried`);
      expect(ended.code).toBe(0);
    }
  });

  it('touches no directory it did not make', async () => {
    const foreign = join(directory, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), 'the only copy');
    const ended = await runToEnd(DEMO, ['--devices', '2', '--once', ...at('foreign')]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('not empty');
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('the only copy');
  });

  it.each([
    [['--devices', 'many'], '--devices must be a whole number'],
    [['--devices', '0'], '--devices must be a whole number'],
    [['--device', '5'], '--device'],
    [['--seed', '-1', '--once'], '--seed'],
  ])('refuses %j with the reason', async (args, said) => {
    const ended = await runToEnd(DEMO, [...args, ...at('never')]);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toContain(said);
    expect(ended.stdout).toBe('');
  });

  it('without --once prints one ready line, serves its devices, and ends with 0 on SIGINT', async () => {
    const { running, ready, lines } = await startDemo('stays', 5);
    expect(ready).toMatchObject({
      listener: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      console: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      signIn: expect.stringContaining(ready.console),
    });
    const admin = new Administrator(ready.console, ready.apiToken);
    expect((await admin.devices()).map((row) => row.state)).toEqual(Array.from({ length: 5 }, () => 'enrolled'));
    expect((await admin.status()).demo).toBe(true);

    const ended = once(running, 'exit');
    running.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(lines).toHaveLength(1);
    // Nothing stays behind: the engine is gone with the demo.
    await expect(fetch(`${ready.console}/api/v1/openapi.json`)).rejects.toThrow();
  });

  it('has two weeks of a school behind it: carts, blueprints, a run half done, policies, findings and loans', async () => {
    const { ready } = await startDemo('school', 60);
    const admin = new Administrator(ready.console, ready.apiToken);
    const get = <T>(path: string): Promise<T> => admin.call<T>('GET', path);
    const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name).sort();

    const carts = await get<Cart[]>('/carts');
    expect(names(carts)).toEqual(['Cart A', 'Cart B']);
    const shown = new Set(carts.flatMap((cart) => cart.shown));
    expect([...shown]).toEqual(expect.arrayContaining(['ready', 'out', 'overdue', 'missing', 'failed', 'empty']));

    expect(names(await get<BlueprintSummary[]>('/blueprints'))).toEqual([
      'Classroom',
      'Exam',
      'Library kiosk',
      'New iPad',
    ]);
    const runs = await get<PrepareRun[]>('/prepare-runs');
    expect(runs.map(({ blueprintName, state }) => [blueprintName, state])).toEqual([
      ['Classroom', 'running'],
      ['Exam', 'done'],
      ['Library kiosk', 'done'],
      ['Classroom', 'done'],
    ]);
    const run = await get<PrepareRun & { rows: DeviceRunView[] }>(`/prepare-runs/${runs[0]?.id}`);
    expect(run.progress).toBeGreaterThan(0.2);
    expect(run.progress).toBeLessThan(0.9);
    expect(run.rows.filter(({ waitsSince }) => waitsSince !== null).length).toBeGreaterThanOrEqual(4);
    const stuck = run.rows.find(({ state }) => state === 'failed');
    const refused = stuck?.steps.find(({ state }) => state === 'failed');
    expect(refused).toMatchObject({
      kind: 'apps',
      because: [{ code: 'error', message: 'The app could not be installed.' }],
    });
    const errors = await get<{ rows: CommandRow[] }>(`/commands?state=error&deviceId=${stuck?.deviceId}&limit=10`);
    const refusal = errors.rows.find(({ requestType }) => requestType === 'InstallApplication');
    expect((await get<CommandDetail>(`/commands/${refusal?.id}`)).result?.errorChain).toMatchObject([
      { domain: 'MCMDMErrorDomain', code: 12023 },
      { domain: 'NSCocoaErrorDomain', code: 640 },
    ]);

    const asking = await get<{ rows: EnrollmentRequest[]; waiting: number }>('/enrollment-requests');
    expect(asking.waiting).toBe(3);
    expect(asking.rows.map(({ state, deviceHint }) => [state, deviceHint?.split(',')[0]]).sort()).toEqual([
      ['waiting', 'Mac'],
      ['waiting', 'iPad'],
      ['waiting', 'iPhone'],
    ]);

    const { rows: policies } = await get<{ rows: PolicySummary[] }>('/policies?limit=100');
    const states = new Set(policies.flatMap(({ counts }) => Object.keys(counts)));
    expect([...states]).toEqual(expect.arrayContaining(['installed', 'waiting', 'failed']));
    const rolling = policies.find(({ rollOut }) => rollOut?.state === 'running');
    expect(rolling).toMatchObject({
      name: 'Classroom restrictions',
      rollOut: { stage: 0, plan: { stages: [10, 50, 100] } },
    });

    const compliance = await get<ComplianceOverview>('/compliance?days=30');
    expect(compliance.violating).toBeGreaterThan(0);
    expect(compliance.exempt).toBeGreaterThan(0);
    expect(compliance.days.length).toBeGreaterThanOrEqual(12);

    const day = 86_400_000;
    const { rows: events } = await get<{ rows: Event[] }>('/event-log?limit=1000');
    const days = new Set(events.map(({ at }) => Math.floor(at / day)));
    expect(days.size).toBeGreaterThanOrEqual(3);
    const commands = await get<{ rows: CommandRow[] }>(`/commands?limit=1000`);
    expect(new Set(commands.rows.map(({ queuedBy }) => queuedBy))).toContain('Amara Okoye');

    const { overdue, rows: loans } = await get<{ overdue: number; rows: Loan[] }>('/loans?which=all&limit=100');
    expect(overdue).toBe(1);
    expect(loans.some(({ inAt }) => inAt !== null)).toBe(true);
    expect((await get<unknown[]>('/certificate-library')).length).toBe(4);
    const { rows: issued } = await get<{ rows: { state: string }[] }>('/configured-certificates');
    expect(issued.map(({ state }) => state)).toContain('issued');
    expect(names((await get<DeviceGroup[]>('/groups')).filter(({ builtIn }) => builtIn === null))).toContain(
      'To charge',
    );
    expect((await get<{ total: number }>('/people')).total).toBe(17);
    // What was done was done before today, and nothing is dated ahead.
    const alerts = await get<AlertList>('/alerts');
    expect(alerts.alerts.map(({ code }) => code)).toContain('compliance-violated');
    expect(alerts.alerts.map(({ code }) => code)).not.toContain('clock-wrong');
  });
});

/** Starts a demo; it ends after the test. */
async function startDemo(
  name: string,
  devices: number,
): Promise<{ running: ChildProcess; ready: Ready; lines: string[] }> {
  const running = spawn(process.execPath, [DEMO, '--devices', String(devices), ...at(name)], {
    cwd: projectRoot,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = running;
  let said = '';
  running.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const lines: string[] = [];
  const ready = await new Promise<Ready>((resolve, reject) => {
    running.once('exit', (code) => reject(new Error(`The demo ended with ${code}. ${said}`)));
    createInterface({ input: running.stdout }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('ready ')) resolve(JSON.parse(line.slice('ready '.length)) as Ready);
    });
  });
  return { running, ready, lines };
}
