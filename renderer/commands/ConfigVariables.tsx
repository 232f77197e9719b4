import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CONFIG_VARIABLES } from '../../shared/config-variables.ts';

/** What may stand for a fact of the device in what an app is configured with. */
export function ConfigVariables() {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm">{t('managedApps.variables.text')}</Text>
      <Text size="sm" mt={4}>
        {CONFIG_VARIABLES.map((name) => (
          <Code key={name} mr={6}>{`\${${name}}`}</Code>
        ))}
      </Text>
      <Text size="sm" mt={4}>
        <Code mr={6}>{`\${attribute.…}`}</Code>
        {t('managedApps.variables.attribute')}
      </Text>
    </div>
  );
}
