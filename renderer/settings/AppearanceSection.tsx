import { SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppearance } from '../app/appearance.ts';
import { LANGUAGES } from '../locales/language.ts';
import { Card } from '../parts/Card.tsx';
import classes from './Settings.module.css';

/** Colours, density and language, as one person likes them. */
export function AppearanceSection() {
  const { t } = useTranslation();
  const { theme, density, language, change } = useAppearance();
  return (
    <div className={classes.stack}>
      <Card title={t('settings.names.appearance')}>
        <Stack gap="md">
          <Text c="dimmed">{t('appearance.hint')}</Text>
          <div>
            <Text fw={500} mb={4} id="appearance-theme">
              {t('shell.colours')}
            </Text>
            <SegmentedControl
              aria-labelledby="appearance-theme"
              value={theme}
              onChange={(value) => change({ theme: value as typeof theme })}
              data={(['auto', 'light', 'dark'] as const).map((value) => ({
                value,
                label: t(`shell.scheme.${value}`),
              }))}
            />
          </div>
          <div>
            <Text fw={500} mb={4} id="appearance-density">
              {t('shell.density')}
            </Text>
            <SegmentedControl
              aria-labelledby="appearance-density"
              value={density}
              onChange={(value) => change({ density: value as typeof density })}
              data={(['comfortable', 'compact'] as const).map((value) => ({
                value,
                label: t(`shell.densities.${value}`),
              }))}
            />
          </div>
          <Select
            maw={280}
            label={t('appearance.language')}
            allowDeselect={false}
            value={language ?? 'auto'}
            onChange={(value) => change({ language: value === 'auto' ? null : value })}
            data={[
              { value: 'auto', label: t('appearance.languages.auto') },
              ...LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name })),
            ]}
          />
        </Stack>
      </Card>
    </div>
  );
}
