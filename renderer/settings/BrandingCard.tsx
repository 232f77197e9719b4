import { Button, FileButton, Group, Input, Text, TextInput } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Branding } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';
import { logoFrom } from './logo-file.ts';
import classes from './Settings.module.css';

/** The logo and the contact that people see who enroll. */
export function BrandingCard({ organisation }: { organisation: string }) {
  const { t } = useTranslation();
  const query = useQuery(api.system.branding.queryOptions());
  const content = () => {
    if (query.data !== undefined)
      return <BrandingForm key={JSON.stringify(query.data)} branding={query.data} organisation={organisation} />;
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div aria-busy="true">
        <SkeletonLines count={5} />
      </div>
    );
  };
  return (
    <Card title={t('branding.title')}>
      <Text c="dimmed" mb="md">
        {t('branding.text')}
      </Text>
      <RoleForm needs="administrator">{content()}</RoleForm>
    </Card>
  );
}

function BrandingForm({ branding, organisation }: { branding: Branding; organisation: string }) {
  const { t } = useTranslation();
  const [logo, setLogo] = useState(branding.logo);
  const [contact, setContact] = useState(branding.contact ?? '');
  const [unreadable, setUnreadable] = useState(false);
  const unchanged = logo === branding.logo && contact.trim() === (branding.contact ?? '');
  const save = useMutation(
    api.system.setBranding.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.system.branding.queryKey(), fresh);
        tellDone(t('settings.saved'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const choose = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const next = await logoFrom(file);
    setUnreadable(next === undefined);
    if (next !== undefined) setLogo(next);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ logo, contact: contact.trim() === '' ? null : contact.trim() });
      }}
    >
      <Input.Wrapper
        label={t('branding.logo')}
        labelElement="div"
        description={t('branding.logoHint')}
        error={unreadable ? t('branding.unreadable') : undefined}
        errorProps={{ role: 'alert' }}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
      >
        <Group mt={6} mb={4}>
          <div className={classes.logo}>
            {logo === null ? (
              <span>{t('branding.noLogo')}</span>
            ) : (
              <img src={`data:image/png;base64,${logo}`} alt={t('branding.logoAlt', { organisation })} />
            )}
          </div>
          <FileButton accept="image/*" onChange={(file) => void choose(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconPhoto size={16} aria-hidden />}>
                {t(logo === null ? 'branding.choose' : 'branding.another')}
              </Button>
            )}
          </FileButton>
          {logo !== null && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setLogo(null)}
            >
              {t('branding.remove')}
            </Button>
          )}
        </Group>
      </Input.Wrapper>
      <TextInput
        mt="md"
        label={t('branding.contact')}
        description={t('branding.contactHint')}
        maxLength={200}
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
      <Button mt="md" type="submit" loading={save.isPending} disabled={unchanged}>
        {t('common.save')}
      </Button>
    </form>
  );
}
