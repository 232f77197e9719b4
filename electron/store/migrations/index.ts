import type { StoreDialect } from '../dialects/dialect.ts';
import { foundation } from './0001-foundation.ts';
import { finding } from './0002-finding.ts';
import { people } from './0003-people.ts';
import { attention } from './0004-attention.ts';
import { channels } from './0005-channels.ts';
import { facts } from './0006-facts.ts';
import { queue } from './0007-queue.ts';
import { topics } from './0008-topics.ts';
import { order } from './0009-order.ts';
import { apps } from './0010-apps.ts';
import { knowledge } from './0011-knowledge.ts';
import { relationship } from './0012-relationship.ts';
import { ways } from './0013-ways.ts';
import { groups } from './0014-groups.ts';
import { queueOrder } from './0015-queue-order.ts';
import { policies } from './0016-policies.ts';
import { compliance } from './0017-compliance.ts';
import { certificates } from './0018-certificates.ts';
import { carts } from './0019-carts.ts';
import { blueprints } from './0020-blueprints.ts';
import { updates } from './0021-updates.ts';
import { fallbacks } from './0022-fallbacks.ts';
import { certificatesOfOthers } from './0023-certificates-of-others.ts';
import { blueprintPolicies } from './0024-blueprint-policies.ts';
import { serials } from './0025-serials.ts';
import { restored } from './0026-restored.ts';
import { personAttributes } from './0027-person-attributes.ts';
import { cartPictures } from './0028-cart-pictures.ts';
import { automated } from './0029-automated.ts';
import { arrivals } from './0030-arrivals.ts';
import { directories } from './0031-directories.ts';

/** One forward step of the schema. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(dialect: StoreDialect): void;
}

export const migrations: readonly Migration[] = [
  foundation,
  finding,
  people,
  attention,
  channels,
  facts,
  queue,
  topics,
  order,
  apps,
  knowledge,
  relationship,
  ways,
  groups,
  queueOrder,
  policies,
  compliance,
  certificates,
  carts,
  blueprints,
  updates,
  fallbacks,
  certificatesOfOthers,
  blueprintPolicies,
  serials,
  restored,
  personAttributes,
  cartPictures,
  automated,
  arrivals,
  directories,
];
