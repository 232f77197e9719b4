import { call, isProcedure, ORPCError, type Router } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { accessOf, asksForReason, mayActAs, type Role } from '../../shared/contract/access.ts';
import { silentLogger } from '../../shared/logger.ts';
import { DESKTOP_WINDOW } from '../people/index.ts';
import { createRouter } from './index.ts';
import { noServices } from './testing/no-services.ts';

type Procedure = Parameters<typeof call>[0];
type Described = Parameters<typeof accessOf>[0];
const ROLES: readonly Role[] = ['viewer', 'administrator', 'owner'];

/** Every procedure of the router, by its path. */
function procedures(router: object, path: string[] = []): Array<[string, Procedure & Described]> {
  return Object.entries(router as Router<never, never>).flatMap(([name, item]) =>
    isProcedure(item)
      ? [[[...path, name].join('.'), item as unknown as Procedure & Described] as [string, Procedure & Described]]
      : procedures(item as object, [...path, name]),
  );
}

const all = procedures(createRouter(noServices(), silentLogger));

/** What a caller of a role is told who sends nothing useful. */
async function outcome(procedure: Procedure, role: Role): Promise<string> {
  try {
    await call(procedure, undefined as never, { context: { actor: { ...DESKTOP_WINDOW, role } } as never });
    return 'answered';
  } catch (error) {
    return error instanceof ORPCError ? error.code : String(error);
  }
}

describe('roles', () => {
  it('are asked for by the router, of every procedure there is (CMP-21)', async () => {
    expect(all.length).toBeGreaterThan(60);
    for (const [name, procedure] of all) {
      const needed = accessOf(procedure);
      for (const role of ROLES) {
        const told = await outcome(procedure, role);
        if (mayActAs(role, needed)) expect([name, role, told]).not.toEqual([name, role, 'FORBIDDEN']);
        else expect([name, role, told]).toEqual([name, role, 'FORBIDDEN']);
      }
    }
  });

  it('let viewers change nothing but their own session and preferences', () => {
    // Views are of whoever saved them.
    const harmless = all
      .filter(([, procedure]) => procedure['~orpc'].route.method !== 'GET' && accessOf(procedure) === 'viewer')
      .map(([name]) => name)
      .filter((name) => !name.startsWith('session.'));
    // These ask with a body, and change nothing.
    const questions = new Set([
      'attributes.previewImport',
      'commands.check',
      'devices.export',
      'devices.previewAction',
      'devices.exportAction',
      'devices.previewRename',
      'errors.explain',
      'groups.preview',
      'groups.matchSerials',
      'groups.export',
      'carts.readFile',
      'carts.export',
      'carts.checkAction',
      'people.previewImport',
      'people.export',
      'blueprints.export',
      'blueprints.preview',
      'policies.fits',
      'policies.read',
      'policies.dryRun',
      'compliance.preview',
    ]);
    expect(harmless.filter((name) => !questions.has(name) && !name.startsWith('views.'))).toEqual([]);
  });

  it('keep what could lock people out or cut devices off to owners', () => {
    const owners = all.filter(([, procedure]) => accessOf(procedure) === 'owner').map(([name]) => name);
    expect(owners).toEqual(
      expect.arrayContaining([
        'administrators.create',
        'administrators.update',
        'administrators.setPassword',
        'administrators.remove',
        'setup.setAddress',
        'system.importTls',
        'system.useBuiltInTls',
        'push.createRequest',
        'push.importCertificate',
        'backups.download',
        'backups.remove',
        'backups.setSchedule',
      ]),
    );
  });

  it('keep what lets devices in from viewers', () => {
    const needed = new Map(all.map(([name, procedure]) => [name, accessOf(procedure)]));
    expect(needed.get('enrollment.link')).toBe('administrator');
    expect(needed.get('enrollment.profile')).toBe('administrator');
    expect(needed.get('secrets.reveal')).toBe('administrator');
  });

  it('end a connection whose session ended, whatever it was let in with', async () => {
    const [, list] = all.find(([name]) => name === 'devices.list') ?? [];
    if (list === undefined) throw new Error('devices.list is gone');
    const context = { actor: DESKTOP_WINDOW, current: () => undefined };
    await expect(call(list, {} as never, { context: context as never })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
  });
});

describe('reasons', () => {
  it('L-15 may be asked for before everything that changes what devices get, and before every setting', () => {
    const rooms =
      /^(groups|policies|blueprints|compliance|updates|administrators|reporting|mail|kerberos|relationship|alerts)\./;
    const settings = /\.set[A-Z]/;
    const free = all
      .filter(([, procedure]) => procedure['~orpc'].route.method !== 'GET' && accessOf(procedure) !== 'viewer')
      .filter(([name, procedure]) => (rooms.test(name) || settings.test(name)) && !asksForReason(procedure))
      .map(([name]) => name);
    // These do something once, hand something out, belong to a change, or have a reason of their own.
    expect(free.sort()).toEqual([
      'administrators.setPassword',
      'alerts.acknowledge',
      'alerts.restore',
      'alerts.snooze',
      'attributes.setValues',
      'blueprints.addPicture',
      'blueprints.apply',
      'blueprints.removePicture',
      'blueprints.steer',
      'compliance.checkNow',
      'compliance.exempt',
      'deviceUsers.setAccountPassword',
      'kerberos.test',
      'loans.setDue',
      'mail.test',
      'policies.again',
      'policies.export',
      'policies.exportBundle',
      'relationship.preview',
      'relationship.request',
      'reporting.told',
      'updates.again',
    ]);
    expect(all.filter(([, one]) => asksForReason(one) && one['~orpc'].route.method === 'GET')).toEqual([]);
  });
});
