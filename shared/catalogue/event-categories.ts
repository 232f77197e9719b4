/*
 * Which kind an event is, by its type. The console's filters and the engine's queries share this table: a type belongs
 * to the longest prefix that it begins with.
 */

export type EventCategoryName =
  | 'devices'
  | 'enrollment'
  | 'invitations'
  | 'commands'
  | 'inventory'
  | 'push'
  | 'certificates'
  | 'sign-in'
  | 'settings'
  | 'alerts'
  | 'compliance'
  | 'other';

/** Prefixes of event types for each category; `other` is whatever begins with none of them. */
export const EVENT_CATEGORIES: Readonly<Record<Exclude<EventCategoryName, 'other'>, readonly string[]>> = {
  devices: [
    'device.',
    'view.',
    'group.',
    'policy.',
    'attribute.',
    'note.',
    'cart.',
    'exam.',
    'loan.',
    'person.',
    'update.',
  ],
  enrollment: ['enrollment.', 'enrollment-profile.', 'enrollment-request.', 'expected.', 'automated-enrollment.'],
  invitations: ['invitation.'],
  commands: ['command.'],
  inventory: ['inventory.', 'app.'],
  push: ['push.'],
  certificates: ['certificate.', 'certificate-order.', 'certificate-library.', 'authority.', 'tls.'],
  'sign-in': ['session.', 'token.', 'administrator.', 'sign-in.'],
  settings: [
    'setting.',
    'kerberos.',
    'address.',
    'organisation.',
    'backup.',
    'setup.',
    'branding.',
    'update-rule.',
    'update-settings.',
  ],
  alerts: ['alert.'],
  compliance: ['compliance.', 'setting.compliance-'],
};

const BY_PREFIX = Object.entries(EVENT_CATEGORIES).flatMap(([category, prefixes]) =>
  prefixes.map((prefix) => [prefix, category as EventCategoryName] as const),
);

/** The category of an event type such as `command.queued`. */
export function categoryOfEvent(type: string): EventCategoryName {
  return BY_PREFIX.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'other';
}
