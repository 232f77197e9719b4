import type {
  AfterlifePolicy,
  AuthorityOverview,
  InactivityPolicy,
  LifePolicies,
  ProfileChange,
  ProfileUpdate,
  ProfileUpdatePreview,
  RenewalOverview,
  RenewalSettings,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** What is asked about the relationship with devices itself; see the contract for what each does. */
export interface RelationshipServices {
  relationship: {
    renewals(): RenewalOverview;
    updates(query: {
      deviceId?: string | undefined;
      state?: ProfileUpdate['state'] | undefined;
      offset: number;
      limit: number;
    }): { total: number; rows: ProfileUpdate[] };
    setRenewals(settings: RenewalSettings, actor: Actor): Promise<RenewalOverview>;
    preview(deviceIds: readonly string[], change: ProfileChange): ProfileUpdatePreview;
    request(
      input: { deviceIds: readonly string[]; change: ProfileChange; reason?: string | undefined },
      actor: Actor,
    ): Promise<ProfileUpdatePreview>;
    authorities(): AuthorityOverview;
    /** @throws CartwrightError `conflict` while one is under way */
    rollOver(actor: Actor): Promise<AuthorityOverview>;
    /** @throws CartwrightError `conflict` with `data.devices` while devices call with identities of the former one */
    /** @throws CartwrightError `bad-certificate` with `data.reason`, `conflict` */
    adopt(file: { file: string; passphrase?: string | undefined }, actor: Actor): Promise<AuthorityOverview>;
    retire(actor: Actor): Promise<AuthorityOverview>;
    policies(): LifePolicies;
    setPolicies(
      policies: { afterlife: AfterlifePolicy; inactivity: InactivityPolicy },
      actor: Actor,
    ): Promise<LifePolicies>;
  };
}

/** The handlers about renewals, roll-over and what becomes of devices that fall silent or leave. */
export function relationshipHandlers(api: Api, { relationship }: RelationshipServices) {
  const own = api.relationship;
  return {
    renewals: own.renewals.handler(() => relationship.renewals()),
    updates: own.updates.handler(({ input }) => relationship.updates(input)),
    setRenewals: own.setRenewals.handler(({ input, context }) => relationship.setRenewals(input, context.actor)),
    preview: own.preview.handler(({ input }) => relationship.preview(input.deviceIds, input.change)),
    request: own.request.handler(({ input, context }) => relationship.request(input, context.actor)),
    authorities: own.authorities.handler(() => relationship.authorities()),
    rollOver: own.rollOver.handler(({ context }) => relationship.rollOver(context.actor)),
    adopt: own.adopt.handler(({ input, context }) => relationship.adopt(input, context.actor)),
    retire: own.retire.handler(({ context }) => relationship.retire(context.actor)),
    policies: own.policies.handler(() => relationship.policies()),
    setPolicies: own.setPolicies.handler(({ input, context }) => relationship.setPolicies(input, context.actor)),
  };
}
