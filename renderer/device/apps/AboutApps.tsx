import { List, Modal, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfigVariables } from '../../commands/ConfigVariables.tsx';

const DEVELOPERS = ['online', 'caches', 'accounts', 'offline', 'server'] as const;

/** What one should know of managed apps before sending them out. */
export function AboutApps({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={640}
      title={t('managedApps.advice.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Advice />
    </Modal>
  );
}

export function Advice() {
  const { t } = useTranslation();
  const part = (title: string, ...points: string[]) => (
    <section aria-label={title}>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {points.length === 1 ? (
        <Text size="sm">{points[0]}</Text>
      ) : (
        <List size="sm" spacing={4}>
          {points.map((point) => (
            <List.Item key={point}>{point}</List.Item>
          ))}
        </List>
      )}
    </section>
  );
  return (
    <Stack gap="md">
      {part(t('managedApps.advice.installs'), t('managedApps.advice.installsText'))}
      {part(
        t('managedApps.advice.offers'),
        t('managedApps.advice.offersIos7'),
        t('managedApps.advice.offersIos5'),
        t('managedApps.advice.offersMac'),
      )}
      {part(t('managedApps.advice.stays'), t('managedApps.advice.staysStore'), t('managedApps.advice.staysInHouse'))}
      <section aria-label={t('managedApps.variables.title')}>
        <Title order={3} mb={4}>
          {t('managedApps.variables.title')}
        </Title>
        <ConfigVariables />
      </section>
      {part(t('managedApps.advice.open_in'), t('managedApps.advice.openInText'), t('managedApps.advice.openInLimits'))}
      {part(
        t('managedApps.advice.developers'),
        ...DEVELOPERS.map((each) => t(`managedApps.advice.developersPoints.${each}`)),
      )}
      {part(
        t('managedApps.advice.deployment'),
        t('managedApps.advice.deploymentAir'),
        t('managedApps.advice.deploymentAutomated'),
        t('managedApps.advice.deploymentVendor'),
      )}
    </Stack>
  );
}
