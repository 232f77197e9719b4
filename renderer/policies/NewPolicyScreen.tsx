import { Button, FileButton } from '@mantine/core';
import { IconArrowLeft, IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { payloadSummary } from '../../shared/payloads/index.ts';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { beginLike } from './begin-like.ts';
import { profileOf } from './content-json.ts';
import { EditPolicy } from './EditPolicy.tsx';
import type { Profile } from './editor/draft.ts';
import { newUuid } from './editor/use-draft.ts';
import { usePayloadWords } from './editor/use-payload-words.ts';
import { ImportProfile, type ReadProfile, readProfileFile } from './ImportProfile.tsx';
import classes from './Policies.module.css';
import { TemplateGrid } from './TemplateGrid.tsx';
import { isTemplate, profileFrom, type TemplateName } from './templates.ts';

/**
 * The file that was opened last. It goes from one address to the next in memory only: it may hold secrets, and what a
 * browser keeps of an address is written to disk.
 */
let opened: { readonly profile: Profile; readonly name: string } | undefined;

/** Makes a policy: out of a template, nothing, or a file. */
export default function NewPolicyScreen() {
  const { t } = useTranslation();
  const { template } = useParams();
  const title =
    template === 'setting'
      ? t('policies.templates.setting.title')
      : isTemplate(template)
        ? t(`policies.templates.names.${template}.title`)
        : t('policies.new');
  return (
    <>
      <PageHeader
        title={
          template === undefined || template.startsWith(LIKE)
            ? t('policies.new')
            : t('policies.newFrom', { name: (template === 'file' ? opened?.name : undefined) ?? title })
        }
        before={
          <Button
            component={Link}
            to={template === undefined ? '/policies' : '/policies/new'}
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('policies.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
      />
      {template === 'setting' ? (
        <EditPolicy edited={{ type: 'setting', profile: NO_SETTINGS, policy: undefined, name: '', readOnly: false }} />
      ) : template === 'file' && opened !== undefined ? (
        <EditPolicy edited={{ type: 'profile', ...opened, policy: undefined, readOnly: false, imported: true }} />
      ) : template?.startsWith(LIKE) === true ? (
        <Like key={template} policyId={template.slice(LIKE.length)} />
      ) : isTemplate(template) ? (
        <FromTemplate key={template} template={template} title={title} />
      ) : (
        <Choose />
      )}
    </>
  );
}

const LIKE = 'like-';

/** Begins with the values of another policy. */
function Like({ policyId }: { policyId: string }) {
  const query = useQuery(api.policies.get.queryOptions({ input: { policyId } }));
  const [begun, setBegun] = useState<Profile>();
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const { type, name, head } = query.data;
  if (begun === undefined) {
    setBegun(beginLike(profileOf(head.content), newUuid));
    return null;
  }
  return <EditPolicy edited={{ type, profile: begun, policy: undefined, name, readOnly: false }} />;
}

const NO_SETTINGS: Profile = { Settings: [] };

function FromTemplate({ template, title }: { template: TemplateName; title: string }) {
  const { t } = useTranslation();
  const words = usePayloadWords();
  const [profile, setProfile] = useState<Profile>();
  if (words === undefined) return <LoadingPage />;
  if (profile === undefined) {
    const name = template === 'blank' ? t('policies.templates.untitled') : title;
    const titleOf = (id: string): string => (payloadSummary(id) === undefined ? id : words.payload(id).title);
    setProfile(profileFrom(template, name, titleOf, newUuid));
    return null;
  }
  return <EditPolicy edited={{ type: 'profile', profile, policy: undefined, name: title, readOnly: false }} />;
}

/** Templates, and a place to drop a file on. */
function Choose() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const [read, setRead] = useState<ReadProfile>();
  const open = useMutation({
    mutationFn: readProfileFile,
    onSuccess: setRead,
    onError: (error, file) => tellFailure(error, t('policies.import.unread', { name: file.name })),
  });
  const take = (file: File | null | undefined): void => {
    if (file !== null && file !== undefined) open.mutate(file);
  };
  return (
    <div className={classes.scroll}>
      <RoleForm needs="administrator">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to choose the file */}
        <div
          className={classes.drop}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0]);
          }}
        >
          <div>
            <strong>{t('policies.import.title')}</strong>
            <span className={classes.soft}>{t('policies.import.text')}</span>
          </div>
          <FileButton
            accept=".mobileconfig,.xml,.plist"
            inputProps={{ 'aria-label': t('policies.import.choose') }}
            onChange={take}
          >
            {(button) => (
              <Button
                {...button}
                variant="default"
                loading={open.isPending}
                leftSection={<IconFileImport size={16} aria-hidden />}
              >
                {t('policies.import.choose')}
              </Button>
            )}
          </FileButton>
        </div>
        <TemplateGrid />
      </RoleForm>
      {read !== undefined && (
        <ImportProfile
          read={read}
          onEdit={(profile, name) => {
            opened = { profile, name };
            void navigate('/policies/new/file');
          }}
          onDone={(policyId) => void navigate(`/policies/${policyId}/assignment`)}
          onClose={() => setRead(undefined)}
        />
      )}
    </div>
  );
}
