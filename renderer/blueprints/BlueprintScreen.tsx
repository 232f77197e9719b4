import { Button, Menu, Tabs, TextInput } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronDown,
  IconDownload,
  IconFileTypePdf,
  IconPlayerPlay,
  IconPrinter,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { BLUEPRINT_PARTS } from '../../shared/contract/blueprint-content.ts';
import type { Blueprint } from '../../shared/contract/index.ts';
import { plainFileName } from '../../shared/file-name.ts';
import { keepFile } from '../enrollment/downloads.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { CartDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { BlueprintPicture } from './BlueprintPicture.tsx';
import classes from './Blueprints.module.css';
import { RunsTable } from './BlueprintsScreen.tsx';
import { partWords } from './content-words.ts';
import { LinkedDevices } from './LinkedDevices.tsx';
import { usePolicyNames } from './policy-names.ts';
import { SourcesCard } from './SourcesCard.tsx';
import { VersionsPanel } from './VersionsPanel.tsx';

const TABS = ['content', 'devices', 'versions', 'runs'] as const;
const DIALOGS = ['apply', 'duplicate', 'remove'] as const;
type Dialog = (typeof DIALOGS)[number];

/** One blueprint: what it says, who is linked to it, its versions and its runs. */
export default function BlueprintScreen() {
  const { blueprintId = '' } = useParams();
  const query = useQuery(api.blueprints.get.queryOptions({ input: { blueprintId } }));
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  return <One blueprint={query.data} />;
}

function One({ blueprint }: { blueprint: Blueprint }) {
  const { t, i18n } = useTranslation();
  const policyName = usePolicyNames();
  const navigate = useNavigate();
  const params = useParams();
  const [search, setSearch] = useSearchParams();
  const asked = DIALOGS.find((each) => each === search.get('do'));
  const [opened, setDialog] = useState<Dialog>();
  const dialog = opened ?? asked;
  const close = (): void => {
    setDialog(undefined);
    if (asked !== undefined) setSearch({}, { replace: true });
  };
  const tab = TABS.find((each) => each === params.tab) ?? 'content';
  const { id, name } = blueprint;
  const runs = useQuery(api.blueprints.runs.queryOptions({ input: { blueprintId: id } })).data ?? [];
  const save = useMutation({
    mutationFn: () => engine.blueprints.export({ blueprintId: id }),
    onSuccess: keepFile,
    onError: (error) => tellFailure(error),
  });
  const sheet = useMutation({
    async mutationFn() {
      const { blueprintPdf } = await import('./report-pdf.ts');
      const bytes = await blueprintPdf(blueprint, { t, language: i18n.language, policyName });
      download(`${plainFileName(name)}.pdf`, bytes as BlobPart, 'application/pdf');
    },
    onError: (error) => tellFailure(error),
  });
  return (
    <>
      <PageHeader
        title={name}
        before={
          <>
            <Button
              component={Link}
              to="/blueprints"
              variant="subtle"
              color="gray"
              size="compact-md"
              aria-label={t('blueprints.back')}
            >
              <IconArrowLeft size={18} aria-hidden />
            </Button>
            <BlueprintPicture of={blueprint} />
          </>
        }
      >
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t('blueprints.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => save.mutate()}>
              {t('blueprints.export')}
            </Menu.Item>
            <Menu.Item leftSection={<IconFileTypePdf size={14} />} onClick={() => sheet.mutate()}>
              {t('blueprints.sheetPdf')}
            </Menu.Item>
            <Menu.Item leftSection={<IconPrinter size={14} />} component={Link} to={`/print/blueprint/${id}`}>
              {t('blueprints.print')}
            </Menu.Item>
            <RoleGate needs="administrator">
              <Menu.Item onClick={() => setDialog('duplicate')}>{t('blueprints.duplicate')}</Menu.Item>
              <Menu.Item color="red" onClick={() => setDialog('remove')}>
                {t('blueprints.remove')}
              </Menu.Item>
            </RoleGate>
          </Menu.Dropdown>
        </Menu>
        <RoleGate needs="administrator">
          <Button variant="default" component={Link} to={`/blueprints/${id}/edit`}>
            {t('blueprints.edit')}
          </Button>
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setDialog('apply')}>
            {t('blueprints.apply')}
          </Button>
        </RoleGate>
      </PageHeader>
      <Tabs
        value={tab}
        onChange={(next) => void navigate(`/blueprints/${id}/${next ?? 'content'}`)}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`blueprints.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div className={classes.page} role="tabpanel" aria-label={t(`blueprints.tabs.${tab}`)}>
        {tab === 'content' && (
          <div className={classes.narrow}>
            <Card title={t('blueprints.versionNumber', { version: blueprint.version })}>
              <Facts
                facts={BLUEPRINT_PARTS.map((part) => ({
                  label: t(`blueprints.parts.${part}`),
                  value: partWords(blueprint.content, part, t, i18n.language, policyName) || t('blueprints.nothing'),
                }))}
              />
            </Card>
            <SourcesCard blueprint={blueprint} />
          </div>
        )}
        {tab === 'devices' && <LinkedDevices blueprint={blueprint} onApply={() => setDialog('apply')} />}
        {tab === 'versions' && <VersionsPanel blueprint={blueprint} />}
        {tab === 'runs' &&
          (runs.length === 0 ? (
            <EmptyState
              drawing={<CartDrawing />}
              title={t('blueprints.noRuns.title')}
              text={t('blueprints.noRuns.text')}
              action={
                <RoleGate needs="administrator">
                  <Button onClick={() => setDialog('apply')}>{t('blueprints.apply')}</Button>
                </RoleGate>
              }
            />
          ) : (
            <RunsTable runs={runs} language={i18n.language} />
          ))}
      </div>
      {dialog === 'apply' && <ApplyDialog blueprint={blueprint} onClose={close} />}
      {dialog === 'duplicate' && <DuplicateDialog blueprint={blueprint} onClose={close} />}
      {dialog === 'remove' && <RemoveDialog blueprint={blueprint} onClose={close} />}
    </>
  );
}

function DuplicateDialog({ blueprint, onClose }: { blueprint: Blueprint; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState<string>(t('blueprints.copyOf', { name: blueprint.name }));
  const make = useMutation({
    mutationFn: () => engine.blueprints.duplicate({ blueprintId: blueprint.id, name }),
    async onSuccess({ id }) {
      await queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
      onClose();
      await navigate(`/blueprints/${id}`);
    },
  });
  return (
    <FormDialog
      title={t('blueprints.duplicate')}
      submit={t('blueprints.duplicate')}
      busy={make.isPending}
      error={make.error}
      disabled={name.trim() === ''}
      onClose={onClose}
      onSubmit={() => make.mutate()}
    >
      <TextInput
        label={t('groups.name')}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function RemoveDialog({ blueprint, onClose }: { blueprint: Blueprint; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => engine.blueprints.remove({ blueprintId: blueprint.id }),
    async onSuccess() {
      await navigate('/blueprints');
      await queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
    },
  });
  return (
    <FormDialog
      title={t('blueprints.remove')}
      submit={t('blueprints.remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      disabled={typed !== blueprint.name}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <p>{t('blueprints.removeMeans')}</p>
      <TextInput
        label={t('blueprints.typeName', { name: blueprint.name })}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
