import type { TFunction } from 'i18next';
import type { BlueprintContent, BlueprintPart } from '../../shared/contract/blueprint-content.ts';
import type { DeviceRunView } from '../../shared/contract/index.ts';
import { setupPaneName } from '../../shared/setup-panes.ts';
import { restrictionTitle } from './restriction-words.ts';
import { reasonsText } from './step-reasons.ts';

/**
 * What a part says, in a few words; empty when it asks for nothing.
 *
 * @param policyName what a policy is called; undefined when it is gone
 */
export function partWords(
  content: BlueprintContent,
  part: BlueprintPart,
  t: TFunction,
  language: string,
  policyName: (policyId: string) => string | undefined,
): string {
  switch (part) {
    case 'namePattern':
      return content.namePattern;
    case 'policies':
      return content.policies
        .map(({ policyId, version }) => {
          const name = policyName(policyId) ?? t('blueprints.policyGone');
          return version === null ? name : t('blueprints.policyAt', { name, version });
        })
        .join(', ');
    case 'apps':
      return content.apps.map(({ name, bundleId }) => (name === '' ? bundleId : name)).join(', ');
    case 'removeApps':
      return content.removeApps.join(', ');
    case 'wallpaper':
      return (['lock', 'home'] as const)
        .filter((place) => content.wallpaper[place] !== null)
        .map((place) => t(`blueprints.wallpaper.${place}`))
        .join(', ');
    case 'homeScreen':
      return content.homeScreen === null
        ? ''
        : t('blueprints.homeScreen.pages', { count: content.homeScreen.pages.length });
    case 'lockScreen':
      return [content.lockScreen.footnote, content.lockScreen.ifLost, content.lockScreen.assetTag]
        .filter((text) => text !== '')
        .join(' · ');
    case 'singleApp':
      return content.singleApp ?? '';
    case 'restrictions':
      return Object.entries(content.restrictions)
        .map(([key, on]) => `${restrictionTitle(key, language)}: ${t(on ? 'blueprints.on' : 'blueprints.off')}`)
        .join(', ');
    case 'skipSetup':
      return content.skipSetup.map((key) => setupPaneName(key, language)).join(', ');
    case 'settings':
      return [
        ...(content.settings.timeZone === null ? [] : [content.settings.timeZone]),
        ...(content.settings.bluetooth === null
          ? []
          : [
              t('blueprints.settings.bluetoothIs', {
                state: t(content.settings.bluetooth ? 'blueprints.on' : 'blueprints.off'),
              }),
            ]),
      ].join(', ');
    case 'osVersion':
      return content.osVersion ?? '';
    case 'cleanUp':
      return (['removeOtherApps', 'signOutUsers', 'erase'] as const)
        .filter((key) => content.cleanUp[key])
        .map((key) => t(`blueprints.cleanUp.${key}`))
        .join(', ');
  }
}

/** The reasons beside a device of a run: what failed, or is still being waited for. */
export function remarks({ steps }: DeviceRunView, t: TFunction): string {
  return steps
    .flatMap(({ kind, because }) =>
      because.length === 0 ? [] : [`${t(`blueprints.steps.${kind}`)}: ${reasonsText(because, t)}`],
    )
    .join(' ');
}
