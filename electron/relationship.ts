import { CartwrightError } from '../shared/errors.ts';
import type { Activity } from './activity/index.ts';
import type { EnrollmentService } from './enrollment/index.ts';
import { type Authority, openRollOver } from './identity/index.ts';
import type { RelationshipServices } from './rpc/index.ts';
import type { Store } from './store/index.ts';
import type { AttributeMarks } from './views/index.ts';

/** Renewals, roll-over, and devices that fall silent or leave, in the shape the contract's handlers call. */
export function relationshipServices(parts: {
  store: Store;
  authority: Authority;
  enrollment: EnrollmentService;
  activity: Activity;
  marks: AttributeMarks;
  organisation: () => string;
}): RelationshipServices {
  const { store, authority, enrollment, activity, marks, organisation } = parts;
  const { profileUpdates, afterlife } = enrollment;
  const { inactivity, alerts } = activity;
  const rollOver = openRollOver(store, authority);
  const policies = () => ({
    afterlife: afterlife.policy(),
    inactivity: inactivity.policy(),
    silentDays: alerts.settings().silentDays,
    inactiveDevices: inactivity.count(),
  });
  return {
    relationship: {
      renewals: () => profileUpdates.overview(),
      updates: (query) => profileUpdates.list(query),
      setRenewals: (settings, actor) => profileUpdates.setSettings(settings, actor.name),
      preview: (deviceIds, change) => profileUpdates.preview(deviceIds, change),
      request: ({ deviceIds, change, reason }, actor) =>
        profileUpdates.request(deviceIds, change, actor.name, reason === '' ? undefined : reason),
      authorities: () => rollOver.overview(),
      rollOver: (actor) => rollOver.start(organisation(), actor.name),
      adopt: (file, actor) => rollOver.adopt(file, actor.name),
      retire: (actor) => rollOver.retire(actor.name),
      policies,
      async setPolicies(wanted, actor) {
        const { mark } = wanted.inactivity;
        if (mark !== null && !marks.takes(mark.attributeId, mark.value))
          throw new CartwrightError(
            'bad-request',
            'Inactive devices are marked with an attribute that takes this text. Choose another attribute or value.',
          );
        await afterlife.setPolicy(wanted.afterlife, actor.name);
        await inactivity.setPolicy(wanted.inactivity, actor.name);
        await inactivity.run();
        return policies();
      },
    },
  };
}
