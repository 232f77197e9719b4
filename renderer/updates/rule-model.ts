import type { NewUpdateRule, UpdateRule, UpdateRuleContent, UpdateState } from '../../shared/contract/index.ts';
import type { Tone } from '../parts/tones.ts';

export const UPDATE_TONE: Readonly<Record<UpdateState, Tone>> = {
  'up-to-date': 'done',
  'not-offered': 'none',
  asking: 'waits',
  waiting: 'waits',
  pending: 'waits',
  ordered: 'way',
  downloading: 'way',
  installing: 'way',
  downloaded: 'waits',
  failed: 'needs',
  'not-applicable': 'none',
};

/** How far downloads are is no event: it is read again this often while it is on screen. */
export const REREAD_MS = 10_000;

/** In the order in which an update comes along. */
export const UPDATE_STATES = Object.keys(UPDATE_TONE) as UpdateState[];

/** What each platform can be told. */
export const ACTIONS: Readonly<Record<UpdateRuleContent['platform'], readonly UpdateRuleContent['action'][]>> = {
  iOS: ['Default', 'DownloadOnly', 'InstallASAP'],
  tvOS: ['Default', 'DownloadOnly', 'InstallASAP'],
  macOS: ['Default', 'DownloadOnly', 'NotifyOnly', 'InstallLater', 'InstallASAP', 'InstallForceRestart'],
};

/** A rule to begin with: the newest of their generation, at any time, for nobody yet. */
export const emptyRule = (): NewUpdateRule => ({
  name: '',
  description: '',
  active: true,
  groups: [],
  content: {
    platform: 'iOS',
    goal: { kind: 'newest-minor' },
    action: 'Default',
    maxDeferrals: null,
    priority: 'Low',
    supplements: { critical: 'all', configuration: 'all', firmware: 'without-restart' },
    hours: null,
  },
});

/** What makes a rule anew as it is. */
export function draftOfRule({ name, description, active, groups, content }: UpdateRule): NewUpdateRule {
  return { name, description, active, groups: groups.map(({ id, mode }) => ({ id, mode })), content };
}

/** The content for another platform: what that cannot be told is put back to what every platform can. */
export function forPlatform(content: UpdateRuleContent, platform: UpdateRuleContent['platform']): UpdateRuleContent {
  const action = ACTIONS[platform].includes(content.action) ? content.action : 'Default';
  return { ...content, platform, action, maxDeferrals: platform === 'macOS' ? content.maxDeferrals : null };
}

/** School nights, to begin with. */
export function usualHours(timeZone: string): NonNullable<UpdateRuleContent['hours']> {
  return { timeZone, days: [1, 2, 3, 4, 5].map((day) => ({ day, from: '22:00', to: '05:00' })) };
}

/** Whether a draft says all it has to; what is wrong in detail the engine says. */
export function isComplete({ name, content: { goal } }: NewUpdateRule): boolean {
  return name.trim() !== '' && (goal.kind !== 'version' || /^\d{1,3}(\.\d{1,3}){0,3}$/.test(goal.version));
}
