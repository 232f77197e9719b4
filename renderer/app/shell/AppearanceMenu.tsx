import { ActionIcon, Menu } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconLogout, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../live/session.ts';
import { useAppearance } from '../appearance.ts';
import { signOut } from '../session.ts';

/** Who is signed in, light or dark, how dense, and the way out. */
export function AppearanceMenu() {
  const { t } = useTranslation();
  const { theme, density, change } = useAppearance();
  const me = useMe();
  return (
    <Menu position="top-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('shell.appearance')}>
          <IconAdjustmentsHorizontal size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me !== undefined && (
          <>
            <Menu.Label>{t('shell.signedInAs', { name: me.name, role: t(`roles.names.${me.role}`) })}</Menu.Label>
            <Menu.Item component={Link} to="/settings/account" leftSection={<IconUser size={16} aria-hidden />}>
              {t('settings.names.account')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t('shell.colours')}</Menu.Label>
        <Menu.RadioGroup value={theme} onChange={(value) => change({ theme: value as typeof theme })}>
          {(['auto', 'light', 'dark'] as const).map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`shell.scheme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('shell.density')}</Menu.Label>
        <Menu.RadioGroup value={density} onChange={(value) => change({ density: value as typeof density })}>
          {(['comfortable', 'compact'] as const).map((each) => (
            <Menu.RadioItem key={each} value={each}>
              {t(`shell.densities.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {window.cartwright === undefined && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
              {t('shell.signOut')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
