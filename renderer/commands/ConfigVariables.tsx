import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DEVICE_VARIABLES, PERSON_VARIABLES } from '../../shared/variables/names.ts';

/** What may stand for a fact of the device in what an app is configured with. */
export function ConfigVariables() {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm">{t('managedApps.variables.text')}</Text>
      <Text size="sm" mt={4}>
        {[...DEVICE_VARIABLES, ...PERSON_VARIABLES].map((name) => (
          <Code key={name} mr={6}>{`$${name}$`}</Code>
        ))}
      </Text>
      <Text size="sm" mt={4}>
        <Code mr={6}>$CUSTOM_DEVICE_…$</Code>
        {t('managedApps.variables.attribute')}
      </Text>
    </div>
  );
}
