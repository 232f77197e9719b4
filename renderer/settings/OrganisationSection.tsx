import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Status } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { useDismissal } from '../setup/use-dismissal.ts';
import { BrandingCard } from './BrandingCard.tsx';
import { OrganisationForm } from './OrganisationForm.tsx';
import { ReasonsCard } from './ReasonsCard.tsx';
import classes from './Settings.module.css';

/** Who runs this server, and the way back to the first run. */
export function OrganisationSection({ status }: { status: Status }) {
  const { t } = useTranslation();
  const setup = useQuery(api.setup.state.queryOptions()).data;
  const dismiss = useDismissal();
  return (
    <div className={classes.stack}>
      <Card title={t('settings.names.organisation')}>
        <RoleForm needs="administrator">
          <OrganisationForm key={status.organisation} organisation={status.organisation} label={t('common.save')} />
        </RoleForm>
      </Card>
      <BrandingCard organisation={status.organisation} />
      <ReasonsCard />
      <Card title={t('settings.setupTitle')}>
        <Text c="dimmed" mb="md">
          {t('settings.setupText')}
        </Text>
        <Group>
          <Button component={Link} to="/setup" variant="default">
            {t('settings.setupOpen')}
          </Button>
          {setup?.dismissed === true && (
            <Button variant="subtle" color="gray" onClick={() => dismiss(false)}>
              {t('settings.setupShow')}
            </Button>
          )}
        </Group>
      </Card>
    </div>
  );
}
