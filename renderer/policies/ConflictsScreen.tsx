import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeader } from '../parts/PageHeader.tsx';
import { ConflictList } from './ConflictList.tsx';

/** Everything policies say differently on the same device. */
export default function ConflictsScreen() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={t('policies.conflicts.title')}
        before={
          <Button
            component={Link}
            to="/policies"
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('policies.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
      />
      <ConflictList />
    </>
  );
}
