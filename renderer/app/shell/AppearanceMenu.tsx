import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { tellFailure } from '../../parts/notify.ts';
import { useDensity } from '../preferences.ts';

/** Light or dark, how dense, and the way out; kept per person on this computer. */
export function AppearanceMenu() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const signOut = (): void => {
    fetch('/sign-out', { method: 'POST' }).catch((error: unknown) => tellFailure(error));
  };
  return (
    <Menu position="top-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('shell.appearance')}>
          <IconAdjustmentsHorizontal size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.colours')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
          {(['auto', 'light', 'dark'] as const).map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`shell.scheme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('shell.density')}</Menu.Label>
        <Menu.RadioGroup value={density} onChange={(value) => setDensity(value as typeof density)}>
          {(['comfortable', 'compact'] as const).map((each) => (
            <Menu.RadioItem key={each} value={each}>
              {t(`shell.densities.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {window.cartwright === undefined && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
              {t('shell.signOut')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
