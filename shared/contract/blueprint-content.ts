import { z } from 'zod';
import { parseNamePattern } from '../name-pattern.ts';
import { id } from './common.ts';

/* What a blueprint makes of a device. One version of one blueprint; never changed once it is saved. */

const bundleId = z
  .string()
  .trim()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'An app is named as org.example.app.');

/** An app a device is to have, and where it comes from. */
export const blueprintApp = z.object({
  bundleId,
  name: z.string().trim().max(200).default(''),
  source: z.discriminatedUnion('kind', [
    /** By its number in the App Store. */
    z.object({ kind: z.literal('store'), id: z.number().int().min(1).max(9_999_999_999) }),
    /** By the manifest of an app of one's own. */
    z.object({ kind: z.literal('manifest'), url: z.url({ protocol: /^https$/ }).max(2000) }),
  ]),
});
export type BlueprintApp = z.infer<typeof blueprintApp>;

/** A policy that comes with a blueprint: in one version, or in the one that is published. */
export const blueprintPolicy = z.object({ policyId: id, version: z.number().int().min(1).nullable().default(null) });
export type BlueprintPolicy = z.infer<typeof blueprintPolicy>;

/** The most pages and icons a home screen is described with. */
const MOST_PAGES = 15;
const MOST_ICONS = 60;

export const blueprintContent = z.object({
  /** See shared/name-pattern.ts; empty leaves names alone. */
  namePattern: z
    .string()
    .trim()
    .max(200)
    .superRefine((pattern, context) => {
      const parsed = parseNamePattern(pattern);
      if ('problem' in parsed) context.addIssue({ code: 'custom', message: parsed.problem });
    })
    .default(''),
  apps: z.array(blueprintApp).max(200).default([]),
  policies: z
    .array(blueprintPolicy)
    .max(100)
    .refine((all) => new Set(all.map(({ policyId }) => policyId)).size === all.length, 'A policy is named twice.')
    .default([]),
  /** Apps of ours that are to go. */
  removeApps: z.array(bundleId).max(200).default([]),
  /** Pictures of the blueprint's media. */
  wallpaper: z.object({ lock: id.nullable(), home: id.nullable() }).default({ lock: null, home: null }),
  /** Null leaves the home screen alone. */
  homeScreen: z
    .object({
      dock: z.array(bundleId).max(12),
      pages: z.array(z.array(bundleId).max(MOST_ICONS)).min(1).max(MOST_PAGES),
    })
    .nullable()
    .default(null),
  lockScreen: z
    .object({
      /** What stands at the bottom of the lock screen. */
      footnote: z.string().trim().max(200).default(''),
      ifLost: z.string().trim().max(200).default(''),
      assetTag: z.string().trim().max(100).default(''),
    })
    .default({ footnote: '', ifLost: '', assetTag: '' }),
  /** The only app that runs. */
  singleApp: bundleId.nullable().default(null),
  /** The lowest version it is to run, as `18.2`. */
  osVersion: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'A version looks like 18.2.')
    .nullable()
    .default(null),
  /** Panes of the Setup Assistant that do not show, in Apple's words (`Siri`, `Privacy`…). */
  skipSetup: z
    .array(z.string().regex(/^[A-Za-z0-9]{1,60}$/))
    .max(100)
    .default([]),
  /** Keys of the payload of restrictions, and what they are to be. */
  restrictions: z.record(z.string().regex(/^[a-zA-Z]{1,80}$/), z.boolean()).default({}),
  settings: z
    .object({ timeZone: z.string().max(60).nullable(), bluetooth: z.boolean().nullable() })
    .default({ timeZone: null, bluetooth: null }),
  cleanUp: z
    .object({
      /** Apps of ours that the blueprint does not name go. */
      removeOtherApps: z.boolean(),
      /** Of a Shared iPad: whoever is signed in is signed out. */
      signOutUsers: z.boolean(),
      /** The device is erased, and prepared once it has enrolled again. */
      erase: z.boolean(),
    })
    .default({ removeOtherApps: false, signOutUsers: false, erase: false }),
});
export type BlueprintContent = z.infer<typeof blueprintContent>;

/** A device with nothing asked of it. */
export const EMPTY_BLUEPRINT: BlueprintContent = blueprintContent.parse({});

/** Parts of a blueprint, as the canvas lays them out and comparisons name them. */
export const BLUEPRINT_PARTS = [
  'namePattern',
  'policies',
  'apps',
  'removeApps',
  'wallpaper',
  'homeScreen',
  'lockScreen',
  'singleApp',
  'restrictions',
  'skipSetup',
  'settings',
  'osVersion',
  'cleanUp',
] as const;
export type BlueprintPart = (typeof BLUEPRINT_PARTS)[number];

/** Which parts differ between two versions, or of one are not empty when compared with nothing. */
export function differingParts(a: BlueprintContent, b: BlueprintContent): BlueprintPart[] {
  return BLUEPRINT_PARTS.filter((part) => ordered(a[part]) !== ordered(b[part]));
}

/** The same for the same content, whatever order its keys came in. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
