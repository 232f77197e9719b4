import type { Store, UnitOfWork } from '../store/index.ts';
import type { CatalogueReader } from './catalogue.ts';
import type { StateReason } from './device-plan.ts';
import type { KnownProfile, ProfileState } from './plan-types.ts';
import type { Planner } from './planner.ts';

/** A policy that comes with a blueprint; `version` null is the one that is published. */
export interface Granted {
  readonly policyId: string;
  readonly version: number | null;
}

/** How what came with its blueprint stands on a device; `state` undefined before it was planned for the first time. */
export interface GrantStanding extends Granted {
  readonly name: string;
  readonly state: ProfileState | undefined;
  readonly because: StateReason | null;
  readonly thereVersion: number | null;
}

/** What devices have by their blueprints. */
export interface Grants {
  /** The device is to have exactly these by its blueprint; what failed of them is tried again. */
  put(work: UnitOfWork, deviceId: string, blueprintId: string, policies: readonly Granted[]): void;
  /** The device has no blueprint any more: what it had goes, or is its own from now on, at the same version. */
  end(work: UnitOfWork, deviceId: string, how: 'keep' | 'remove'): void;
  standing(deviceId: string): GrantStanding[];
  /**
   * Whether a device could take a policy.
   *
   * @returns undefined when there is no such policy or version; `unfit` says why it cannot
   */
  fit(deviceId: string, granted: Granted): { readonly name: string; readonly unfit: string | undefined } | undefined;
}

/** @param lookAgain has devices planned anew, within the unit of work */
export function openGrants(options: {
  store: Store;
  catalogue: CatalogueReader;
  planner: Planner;
  lookAgain: (deviceIds: readonly string[]) => void;
}): Grants {
  const { store, catalogue, planner, lookAgain } = options;
  const standing = store.statement<
    { deviceId: string },
    Granted & { name: string; state: ProfileState | null; because: string | null; thereVersion: number | null }
  >((db, p) =>
    db
      .selectFrom('policyGrant as g')
      .innerJoin('policy as p', 'p.id', 'g.policyId')
      .leftJoin('policyState as s', (j) =>
        j.onRef('s.deviceId', '=', 'g.deviceId').onRef('s.policyId', '=', 'g.policyId'),
      )
      .select(['g.policyId', 'g.version', 'p.name', 's.because', 's.thereVersion'])
      .select((e) => e.ref('s.state').$castTo<ProfileState | null>().as('state'))
      .where('g.deviceId', '=', p.deviceId)
      .orderBy('p.rank'),
  );

  const forgetFailures = (deviceId: string, policyIds: readonly string[]): void => {
    const failed = store.all((db) =>
      db
        .selectFrom('policyState')
        .select(['enrollmentId', 'key', 'known'])
        .where('deviceId', '=', deviceId)
        .where('policyId', 'in', [...policyIds])
        .where('state', '=', 'failed'),
    );
    for (const { enrollmentId, key, known } of failed) {
      if (known === null) continue;
      store.run((db) =>
        db
          .updateTable('policyState')
          .set({ known: asIfNeverFailed(known), state: 'pending' })
          .where('enrollmentId', '=', enrollmentId)
          .where('key', '=', key),
      );
    }
  };

  return {
    put(_work, deviceId, blueprintId, policies) {
      store.run((db) => db.deleteFrom('policyGrant').where('deviceId', '=', deviceId));
      for (const { policyId, version } of policies)
        store.run((db) => db.insertInto('policyGrant').values({ deviceId, policyId, blueprintId, version }));
      if (policies.length > 0)
        forgetFailures(
          deviceId,
          policies.map(({ policyId }) => policyId),
        );
      lookAgain([deviceId]);
    },

    end(_work, deviceId, how) {
      const grants = planner.rows.grants.all({ deviceId });
      if (grants.length === 0) return;
      store.run((db) => db.deleteFrom('policyGrant').where('deviceId', '=', deviceId));
      if (how === 'keep') {
        for (const { policyId, version } of grants)
          store.run((db) =>
            db
              .insertInto('policyAssignment')
              .values({ policyId, kind: 'device', targetId: deviceId, mode: 'include', version })
              // What somebody said of the device by hand stays as it is.
              .onConflict((c) => c.doNothing()),
          );
        catalogue.invalidate();
      }
      lookAgain([deviceId]);
    },

    standing: (deviceId) =>
      standing.all({ deviceId }).map(({ state, because, ...row }) => ({
        ...row,
        state: state ?? undefined,
        because: because === null ? null : (JSON.parse(because) as StateReason),
      })),

    fit(deviceId, { policyId, version }) {
      const current = catalogue.read();
      const policy = current.byId(policyId);
      const number = version ?? policy?.version ?? policy?.newestVersion;
      const loaded = number === undefined ? undefined : current.version(policyId, number);
      if (policy === undefined || loaded === undefined) return undefined;
      const device = planner.rows.channels.all({ deviceId }).find(({ channel }) => channel === 'device');
      const context = device === undefined ? undefined : planner.contextOf(device);
      const part = context === undefined ? undefined : (loaded.split(context)?.device ?? loaded);
      const unfit = context === undefined ? undefined : part?.unfit(context)?.reason;
      if (unfit !== undefined) return { name: policy.name, unfit };
      if (!policy.active) return { name: policy.name, unfit: `“${policy.name}” is switched off.` };
      if (version === null && policy.version === null)
        return { name: policy.name, unfit: `No version of “${policy.name}” is published.` };
      return { name: policy.name, unfit: undefined };
    },
  };
}

/** What is known of a profile or setting as if it had never gone wrong, and long ago; JSON both ways. */
export function asIfNeverFailed(known: string): string {
  const fresh: KnownProfile = { ...(JSON.parse(known) as KnownProfile), outcome: 'removed', failures: 0 };
  return JSON.stringify(fresh);
}
