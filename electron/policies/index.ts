/** The face of policies: what devices should have, and the worker that keeps them at it. */

export { openPolicies, type Policies } from './policies.ts';
export type { ProfileDelivery } from './ports.ts';
