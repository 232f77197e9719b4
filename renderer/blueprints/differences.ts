import type { TFunction } from 'i18next';
import type { Difference } from '../../shared/contract/index.ts';

/** One difference in words. */
export function differenceWords({ kind, subject, before, after }: Difference, t: TFunction): string {
  if (kind === 'setting' && subject === 'Bluetooth')
    return t('blueprints.settings.bluetoothIs', { state: t(after === 'true' ? 'blueprints.on' : 'blueprints.off') });
  if (kind === 'setting') return t('blueprints.differences.timeZone', { before: before ?? '–', after: after ?? '–' });
  if (kind === 'wallpaper')
    return t('blueprints.differences.wallpaper', {
      subject: t(subject === 'home' ? 'blueprints.wallpaper.home' : 'blueprints.wallpaper.lock'),
    });
  return t(`blueprints.differences.${kind}`, { subject: subject ?? '', before: before ?? '–', after: after ?? '–' });
}
