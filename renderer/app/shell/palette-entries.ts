import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, engine, queryClient } from '../../live/client.ts';
import { LANGUAGES } from '../../locales/language.ts';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { useRefusal } from '../../parts/RoleGate.tsx';
import { useAppearance } from '../appearance.ts';
import { jobs } from '../jobs.ts';
import { signOut } from '../session.ts';
import type { Entry } from './palette-model.ts';
import { SCREENS } from './screens.ts';
import { GO_TO } from './shortcuts-model.ts';

const SETTINGS = [
  'organisation',
  'listener',
  'push',
  'certificates',
  'variables',
  'directory',
  'mail',
  'administrators',
  'tokens',
  'backups',
  'watch',
  'reporting',
  'account',
  'appearance',
  'about',
] as const;
/** Prepare runs, the newest first. */
const MOST_RUNS = 20;
const ENROLLMENT = ['invitations', 'automated', 'waiting', 'expected', 'recent', 'ways'] as const;

/** The keys that lead to an address, as they are shown. */
function keysOf(to: string): string | undefined {
  const letter = Object.entries(GO_TO).find(([, address]) => address === to)?.[0];
  return letter === undefined ? undefined : `G ${letter.toUpperCase()}`;
}

/** Every place of the console, and what can be done from anywhere. */
export function usePaletteEntries(onHelp: () => void): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const administrator = useRefusal('administrator');
  const { change } = useAppearance();
  const carts = useQuery(api.carts.list.queryOptions()).data ?? [];
  const blueprints = useQuery(api.blueprints.list.queryOptions()).data ?? [];
  const runs = useQuery(api.blueprints.runs.queryOptions({ input: {} })).data ?? [];
  const place = (to: string, group: string, label: string, words?: string): Entry => ({
    id: to,
    group,
    label,
    words,
    keys: keysOf(to),
    run: () => void navigate(to),
  });
  const doing = (id: string, label: string, run: () => void, part: Partial<Entry> = {}): Entry => ({
    id,
    group: t('palette.groups.do'),
    label,
    run,
    ...part,
  });
  const places = t('shell.goTo');
  const entries: Entry[] = [
    ...SCREENS.map(({ path, name }) => place(path, places, t(`screens.${name}`))),
    place('/activity/commands', places, t('activity.views.commands'), t('screens.activity')),
    place('/activity?tones=needs', places, t('palette.failures'), t('screens.activity')),
    ...(['violations', 'rules', 'exemptions'] as const).map((each) =>
      place(`/compliance/${each}`, t('screens.compliance'), t(`compliance.views.${each}`), t('screens.compliance')),
    ),
    place('/policies/conflicts', places, t('palette.conflicts'), t('screens.policies')),
    place('/setup', places, t('setup.title')),
    ...ENROLLMENT.map((each) =>
      place(`/enrollment/${each}`, t('screens.enrollment'), t(`palette.enrollment.${each}`), t('screens.enrollment')),
    ),
    ...SETTINGS.map((each) => place(`/settings/${each}`, t('screens.settings'), t(`settings.names.${each}`))),
    doing('new-invitation', t('palette.newInvitation'), () => void navigate('/enrollment/invitations?new=invitation'), {
      refusal: administrator,
    }),
    doing('new-group', t('palette.newGroup'), () => void navigate('/groups/new'), {
      refusal: administrator,
    }),
    doing('new-rule', t('palette.newRule'), () => void navigate('/compliance/rules/new'), {
      refusal: administrator,
    }),
    doing('new-cart', t('palette.newCart'), () => void navigate('/carts?new=cart'), { refusal: administrator }),
    doing('new-person', t('palette.newPerson'), () => void navigate('/people?do=new'), { refusal: administrator }),
    ...carts.map(({ id, name, place: where }) => place(`/carts/${id}`, t('screens.carts'), name, where)),
    doing('new-policy', t('palette.newPolicy'), () => void navigate('/policies/new'), {
      refusal: administrator,
    }),
    doing('new-blueprint', t('blueprints.new'), () => void navigate('/blueprints/new'), { refusal: administrator }),
    ...blueprints.flatMap(({ id, name, description }) => [
      place(`/blueprints/${id}`, t('screens.blueprints'), name, description),
      doing(`apply-${id}`, t('blueprints.applyTitle', { name }), () => void navigate(`/blueprints/${id}?do=apply`), {
        refusal: administrator,
      }),
    ]),
    ...runs
      .slice(0, MOST_RUNS)
      .map(({ id, blueprintName, version, state }) =>
        place(
          `/blueprints/runs/${id}`,
          t('blueprints.runs'),
          t('blueprints.runOf', { name: blueprintName, version }),
          t(`blueprints.states.${state}`),
        ),
      ),
    doing('copy-link', t('palette.copyLink'), () => void copyLink(t), { hint: t('palette.copyLinkHint') }),
    doing('backup', t('palette.backup'), () => backUp(t), { refusal: administrator }),
    doing('export-csv', `${t('palette.exportEvents')} (CSV)`, () => void exportEvents('csv', t)),
    doing('export-json', `${t('palette.exportEvents')} (JSON)`, () => void exportEvents('jsonl', t)),
    ...(['auto', 'light', 'dark'] as const).map((theme) =>
      doing(`theme-${theme}`, `${t('shell.colours')}: ${t(`shell.scheme.${theme}`)}`, () => change({ theme }), {
        words: 'theme',
      }),
    ),
    ...(['comfortable', 'compact'] as const).map((density) =>
      doing(`density-${density}`, `${t('shell.density')}: ${t(`shell.densities.${density}`)}`, () =>
        change({ density }),
      ),
    ),
    ...LANGUAGES.map(({ tag, name }) =>
      doing(`language-${tag}`, `${t('palette.language')}: ${name}`, () => change({ language: tag }), {
        words: 'language Sprache',
      }),
    ),
    doing('help', t('shortcuts.title'), onHelp, { keys: '?' }),
  ];
  if (window.cartwright === undefined) entries.push(doing('sign-out', t('shell.signOut'), () => void signOut()));
  return entries;
}

/** Puts the address of the newest open invitation where it can be pasted. */
/** What writes files is read when somebody wants one. */
async function exportEvents(format: 'csv' | 'jsonl', t: TFunction): Promise<void> {
  try {
    const events = await import('../../activity/exports.ts');
    events.exportEvents({}, format, t);
  } catch (error) {
    tellFailure(error);
  }
}

async function copyLink(t: TFunction): Promise<void> {
  try {
    const invitations = await queryClient.fetchQuery(api.enrollment.list.queryOptions());
    const open = invitations.find(({ status }) => status === 'open');
    if (open === undefined) throw new Error(t('palette.noInvitation'));
    const { url } = await engine.enrollment.link({ invitationId: open.id });
    await navigator.clipboard.writeText(url);
    tellDone(t('palette.copied', { name: open.name }));
  } catch (error) {
    tellFailure(error);
  }
}

function backUp(t: TFunction): void {
  void jobs.start({
    title: t('palette.backup'),
    cancellable: false,
    async run() {
      await engine.backups.create();
      return {
        message: t('palette.backedUp'),
        link: { to: '/settings/backups', label: t('settings.names.backups') },
      };
    },
  });
}
