import { IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Profile } from './draft.ts';
import classes from './HomeScreen.module.css';
import { HomeScreenEditor } from './HomeScreenEditor.tsx';
import { usePicture } from './PictureField.tsx';
import { DockEditor } from './special/DockEditor.tsx';
import { DOCK_KEYS } from './special/dock-items.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Keys a payload's own editor takes care of. */
export const EDITED_BY_PICTURE: Readonly<Record<string, ReadonlySet<string>>> = {
  'com.apple.homescreenlayout': new Set(['Dock', 'Pages']),
  'com.apple.dock': DOCK_KEYS,
};

/** What some payloads look like on a device; nothing for the others. */
export function PayloadPreview({ payload, index }: { payload: Profile; index: number }) {
  switch (payload.PayloadType) {
    case 'com.apple.homescreenlayout':
      return <HomeScreenEditor payload={payload} index={index} />;
    case 'com.apple.dock':
      return <DockEditor payload={payload} index={index} />;
    case 'com.apple.webClip.managed':
      return <WebClip payload={payload} />;
    case 'com.apple.shareddeviceconfiguration':
      return <LockScreen payload={payload} />;
    default:
      return null;
  }
}

function WebClip({ payload }: { payload: Profile }) {
  const { t } = useTranslation();
  const icon = usePicture(payload.Icon instanceof Uint8Array ? payload.Icon : undefined);
  return (
    <figure className={classes.clip} aria-label={t('profileEditor.preview.webClip')}>
      {icon === undefined ? (
        <span className={classes.tile} style={{ background: '#3b5bdb' }}>
          <IconWorld size={30} aria-hidden />
        </span>
      ) : (
        <img src={icon} alt="" />
      )}
      <figcaption className={classes.caption}>{text(payload.Label)}</figcaption>
    </figure>
  );
}

function LockScreen({ payload }: { payload: Profile }) {
  const { t } = useTranslation();
  const lines = [
    text(payload.LockScreenFootnote) || text(payload.IfLostReturnToMessage),
    text(payload.AssetTagInformation),
  ];
  return (
    <figure className={classes.lock} aria-label={t('profileEditor.preview.lockScreen')}>
      <time>9:41</time>
      <p>
        {lines
          .filter((line) => line !== '')
          .map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are their positions
            <span key={at} style={{ display: 'block' }}>
              {line}
            </span>
          ))}
      </p>
    </figure>
  );
}
