import { ActionIcon, Button, FileButton, Group, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconFlask, IconPencil, IconReplace, IconTrash, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateItem, CertificateTrial } from '../../shared/contract/index.ts';
import { namesIn } from '../../shared/variables/index.ts';
import { api, engine } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from '../settings/Settings.module.css';
import { ImportDialog, RemoveDialog, RenameDialog, ReplaceDialog, userName } from './LibraryDialogs.tsx';
import { PeopleDialog } from './PeopleDialog.tsx';
import { type NewKind, ServerDialog } from './ServerDialog.tsx';
import { SigningCard } from './SigningCard.tsx';
import { TrialAsDialog, TrialDialog } from './TrialDialog.tsx';

const TONES = { valid: 'done', expiring: 'waits', expired: 'needs' } as const;
const ACCEPT = '.p12,.pfx,.pem,.crt,.cer,.der';

/** Certificates, identities and servers that profiles take their certificates from. */
export function LibraryView() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const [editing, setEditing] = useState<CertificateItem | NewKind>();
  const [open, setOpen] = useState<{
    what: 'try' | 'replace' | 'rename' | 'remove' | 'people';
    item: CertificateItem;
  }>();
  const [trial, setTrial] = useState<CertificateTrial>();
  const query = useQuery(api.certificateLibrary.list.queryOptions());
  const trying = useMutation(
    api.certificateLibrary.trial.mutationOptions({ onSuccess: setTrial, onError: (error) => tellFailure(error) }),
  );
  const take = (itemId: string): void => {
    engine.certificateLibrary
      .pem({ itemId })
      .then(({ filename, pem }) => download(filename, pem, 'application/x-pem-file'))
      .catch((error: unknown) => tellFailure(error));
  };
  const act = (what: ItemAction, item: CertificateItem): void => {
    if (what === 'download') take(item.id);
    else if (what === 'try' && namesIn(item.scep).length === 0) trying.mutate({ itemId: item.id, deviceId: null });
    else if (what === 'edit') setEditing(item);
    else setOpen({ what, item });
  };
  const close = (): void => setOpen(undefined);
  const choose = (
    <RoleGate needs="administrator">
      <FileButton accept={ACCEPT} onChange={(chosen) => chosen !== null && setFile(chosen)}>
        {(props) => <Button {...props}>{t('certificateLibrary.import')}</Button>}
      </FileButton>
    </RoleGate>
  );
  const rows = query.data;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is beside the button that chooses one
    <div
      className={classes.stackWide}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const [dropped] = event.dataTransfer.files;
        if (dropped !== undefined) setFile(dropped);
      }}
    >
      <Group gap="xs">
        {choose}
        <RoleGate needs="administrator">
          <Button variant="default" onClick={() => setEditing('scep')}>
            {t('certificateLibrary.addScep')}
          </Button>
        </RoleGate>
        <RoleGate needs="administrator">
          <Button variant="default" onClick={() => setEditing('acme')}>
            {t('certificateLibrary.addAcme')}
          </Button>
        </RoleGate>
        <RoleGate needs="administrator">
          <Button variant="default" onClick={() => setEditing('personal')}>
            {t('certificateLibrary.addPersonal')}
          </Button>
        </RoleGate>
        <RoleGate needs="administrator">
          <Button
            variant="default"
            loading={trying.isPending}
            onClick={() => trying.mutate({ itemId: null, deviceId: null })}
          >
            {t('certificateLibrary.tryBuiltIn')}
          </Button>
        </RoleGate>
      </Group>
      <Card title={t('certificateLibrary.title')} aside={t('certificateLibrary.drop')} flush>
        {rows === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={5} />
            </div>
          )
        ) : rows.length === 0 ? (
          <EmptyState title={t('certificateLibrary.emptyTitle')} text={t('certificateLibrary.emptyText')} />
        ) : (
          <PlainTable<CertificateItem>
            label={t('certificateLibrary.title')}
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'name',
                header: t('certificateLibrary.name'),
                cell: ({ name, kind, subject, scep, acme, description }) => (
                  <>
                    <span className={classes.subject} title={subject ?? scep?.url ?? acme?.directoryUrl}>
                      {name}
                    </span>
                    <span className={classes.soft}>
                      {[t(`certificateLibrary.kinds.${kind}`), description].filter(Boolean).join(' · ')}
                    </span>
                  </>
                ),
              },
              {
                id: 'ends',
                header: t('certificates.ends'),
                cell: ({ notAfter, state }) =>
                  notAfter === null || state === null ? (
                    '–'
                  ) : (
                    <div className={classes.nowrap}>
                      <StatusMark tone={TONES[state]}>{t(`certificates.states.${state}`)}</StatusMark>
                      <div className={classes.under}>
                        <RelativeTime at={notAfter} />
                      </div>
                    </div>
                  ),
              },
              {
                id: 'used',
                header: t('certificateLibrary.usedBy'),
                cell: ({ usedBy }) => (usedBy.length === 0 ? '–' : usedBy.map((user) => userName(user, t)).join(', ')),
              },
              {
                id: 'actions',
                header: t('certificates.actions'),
                width: 48,
                headerHidden: true,
                cell: (item) => <ItemMenu item={item} onDo={(what) => act(what, item)} />,
              },
            ]}
          />
        )}
      </Card>
      <SigningCard items={rows ?? []} />
      {file !== undefined && <ImportDialog key={file.name} file={file} onClose={() => setFile(undefined)} />}
      {editing !== undefined && <ServerDialog item={editing} onClose={() => setEditing(undefined)} />}
      {open?.what === 'replace' && <ReplaceDialog item={open.item} onClose={close} />}
      {open?.what === 'rename' && <RenameDialog item={open.item} onClose={close} />}
      {open?.what === 'remove' && <RemoveDialog item={open.item} onClose={close} />}
      {open?.what === 'people' && <PeopleDialog item={open.item} onClose={close} />}
      {open?.what === 'try' && <TrialAsDialog item={open.item} onClose={close} />}
      {trial !== undefined && <TrialDialog trial={trial} onClose={() => setTrial(undefined)} />}
    </div>
  );
}

type ItemAction = 'download' | 'try' | 'edit' | 'replace' | 'rename' | 'remove' | 'people';

/** What can be done with an item of the library. */
function ItemMenu({ item, onDo }: { item: CertificateItem; onDo: (what: ItemAction) => void }) {
  const { t } = useTranslation();
  const { kind } = item;
  const isFile = kind === 'certificate' || kind === 'identity';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('certificateLibrary.more', { name: item.name })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isFile && (
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => onDo('download')}>
            {t('certificates.download')}
          </Menu.Item>
        )}
        <RoleGate needs="administrator">
          {kind === 'scep' && (
            <Menu.Item leftSection={<IconFlask size={16} aria-hidden />} onClick={() => onDo('try')}>
              {t('certificateLibrary.try')}
            </Menu.Item>
          )}
          {kind === 'personal' && (
            <Menu.Item leftSection={<IconUsers size={16} aria-hidden />} onClick={() => onDo('people')}>
              {t('certificateLibrary.people.open')}
            </Menu.Item>
          )}
          {isFile ? (
            <>
              <Menu.Item leftSection={<IconReplace size={16} aria-hidden />} onClick={() => onDo('replace')}>
                {t('certificateLibrary.replace')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDo('rename')}>
                {t('certificateLibrary.rename')}
              </Menu.Item>
            </>
          ) : (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDo('edit')}>
              {t('certificateLibrary.edit')}
            </Menu.Item>
          )}
          <Menu.Item
            color="var(--cw-needs)"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => onDo('remove')}
          >
            {t('certificateLibrary.remove')}
          </Menu.Item>
        </RoleGate>
      </Menu.Dropdown>
    </Menu>
  );
}
