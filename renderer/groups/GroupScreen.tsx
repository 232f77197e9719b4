import { Button, Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronDown,
  IconCopy,
  IconDevices,
  IconDownload,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import { printFilterText, withGroupNames } from '../../shared/filter-text/index.ts';
import { actorName } from '../activity/event-words.ts';
import { conditionText } from '../devices/filter/condition-text.ts';
import { useFieldAttributes } from '../devices/use-attributes.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine, isNotFound } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { readTextFile } from '../parts/text-file.ts';
import { AddDevices } from './AddDevices.tsx';
import { DRAGGED } from './DeviceRows.tsx';
import { GroupMark } from './GroupMark.tsx';
import classes from './Groups.module.css';
import { draftOf, putInto, removeGroup, rereadGroups } from './group-actions.ts';
import { groupDescription, groupName, useGroupNames } from './group-words.ts';
import { MembersList } from './MembersList.tsx';

/** One group: who is in it, what makes it, and what uses it. */
export default function GroupScreen() {
  const { t } = useTranslation();
  const { groupId = '' } = useParams();
  const group = useQuery({ ...api.groups.get.queryOptions({ input: { groupId } }), retry: false });
  if (group.data !== undefined) return <Loaded key={groupId} group={group.data} />;
  if (!group.isError) return <LoadingPage />;
  if (!isNotFound(group.error)) return <ErrorState error={group.error} onRetry={() => void group.refetch()} />;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('groups.gone.title')}
      text={t('groups.gone.text')}
      action={
        <Button component={Link} to="/groups" variant="default">
          {t('groups.gone.action')}
        </Button>
      }
    />
  );
}

function Loaded({ group }: { group: DeviceGroup }) {
  const { t } = useTranslation();
  const [serials, setSerials] = useState('');
  const drop = (event: React.DragEvent): void => {
    event.preventDefault();
    const deviceId = event.dataTransfer.getData(DRAGGED);
    if (deviceId !== '') void putInto(group, { deviceIds: [deviceId] }, t);
    const [file] = event.dataTransfer.files;
    void readTextFile(file, setSerials);
  };
  const name = groupName(group, t);
  return (
    <>
      <PageHeader
        title={name}
        before={
          <>
            <Button
              component={Link}
              to="/groups"
              variant="subtle"
              color="gray"
              size="compact-md"
              aria-label={t('groups.back')}
            >
              <IconArrowLeft size={18} aria-hidden />
            </Button>
            <GroupMark group={group} size={26} />
          </>
        }
        count={t('groups.count', { count: group.members })}
        after={group.settling && <StatusMark tone="way">{t('groups.settling')}</StatusMark>}
      >
        <Actions group={group} />
      </PageHeader>
      <div className={classes.split}>
        <MembersList group={group} onDrop={group.kind === 'static' ? drop : undefined} />
        <aside className={classes.side} aria-label={t('groups.about')}>
          {groupDescription(group, t) !== '' && <p>{groupDescription(group, t)}</p>}
          <Definition group={group} />
          <Card title={t('groups.usedBy')}>
            {group.usedBy.length === 0 ? (
              <p className={classes.soft}>{t('groups.usedByNothing')}</p>
            ) : (
              <ul className={classes.uses}>
                {group.usedBy.map((use) => (
                  <li key={`${use.kind}-${use.id}`}>
                    {use.kind === 'group' ? (
                      <Link to={`/groups/${use.id}`}>{use.name}</Link>
                    ) : use.kind === 'cart' ? (
                      <Link to={`/carts/${use.id}`}>{use.name}</Link>
                    ) : use.kind === 'view' ? (
                      <Link to={`/devices?view=${use.id}`}>{use.name}</Link>
                    ) : use.kind === 'rule' ? (
                      <Link to={`/compliance/rules/${use.id}`}>{use.name}</Link>
                    ) : (
                      use.name
                    )}{' '}
                    <span className={classes.soft}>
                      {t(`groups.useKinds.${use.kind}` as 'groups.useKinds.group', { defaultValue: use.kind })}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {group.kind === 'static' && <AddDevices group={group} text={serials} onText={setSerials} />}
          {group.builtIn === null && (
            <p className={classes.soft}>
              {t('groups.changedBy', { who: actorName(group.changedBy, t) })} <RelativeTime at={group.changedAt} />
            </p>
          )}
        </aside>
      </div>
    </>
  );
}

/** What makes a smart group, in words and as it is typed. */
function Definition({ group }: { group: DeviceGroup }) {
  const { t, i18n } = useTranslation();
  const attributes = useFieldAttributes().data;
  const groups = useGroupNames();
  if (group.filter === null) return <p className={classes.soft}>{t('groups.kindMeans.static')}</p>;
  if (attributes === undefined) return null;
  const filter = withGroupNames(group.filter, groups);
  return (
    <Card title={t('groups.definition')}>
      <p>{conditionText(filter, { t, locale: i18n.language, attributes })}</p>
      <code className={classes.code}>{printFilterText(filter, attributes)}</code>
      <p className={classes.soft}>{t(group.ended ? 'groups.endedToo' : 'groups.endedNot')}</p>
    </Card>
  );
}

function Actions({ group }: { group: DeviceGroup }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);
  const inDevices = `/devices?ended=1&filter=${encodeURIComponent(
    JSON.stringify({ field: 'group', operator: 'includes', value: group.id }),
  )}`;
  const save = (): void => {
    engine.groups.export({ groupIds: [group.id] }).then(
      ({ text, contentType }) => download(`${group.name}.json`, text, contentType),
      (error: unknown) => tellFailure(error),
    );
  };
  const copy = async (): Promise<void> => {
    try {
      const made = await engine.groups.create({
        ...draftOf(group),
        name: t('groups.copyOf', { name: groupName(group, t) }),
        description: groupDescription(group, t),
      });
      if (group.kind === 'static')
        await engine.groups.addMembers({
          groupId: made.id,
          devices: { search: { filter: { field: 'group', operator: 'includes', value: group.id } } },
        });
      await rereadGroups();
      await navigate(`/groups/${made.id}`);
    } catch (error) {
      tellFailure(error, t('groups.notCopied', { name: groupName(group, t) }));
    }
  };
  return (
    <>
      <Button component={Link} to={inDevices} variant="default" leftSection={<IconDevices size={16} aria-hidden />}>
        {t('groups.inDevices')}
      </Button>
      {group.builtIn === null && (
        <RoleGate needs="administrator">
          <Button component={Link} to={`/groups/${group.id}/edit`} leftSection={<IconPencil size={16} aria-hidden />}>
            {t('groups.edit')}
          </Button>
        </RoleGate>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('groups.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <RoleGate needs="administrator">
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
              {t('groups.copy')}
            </Menu.Item>
          </RoleGate>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
            {t('groups.exportOne')}
          </Menu.Item>
          {group.builtIn === null && (
            <RoleGate needs="administrator">
              <Menu.Item
                color="var(--cw-needs)"
                leftSection={<IconTrash size={16} aria-hidden />}
                disabled={group.usedBy.length > 0}
                title={group.usedBy.length > 0 ? t('groups.isUsed') : undefined}
                onClick={() => setDeleting(true)}
              >
                {t('groups.delete')}
              </Menu.Item>
            </RoleGate>
          )}
        </Menu.Dropdown>
      </Menu>
      {deleting && (
        <FormDialog
          title={t('groups.deleteTitle', { name: group.name })}
          submit={t('groups.delete')}
          danger
          busy={busy}
          onClose={() => setDeleting(false)}
          onSubmit={() => {
            setBusy(true);
            void removeGroup(group, t).then((done) => {
              setBusy(false);
              setDeleting(false);
              if (done) void navigate('/groups', { replace: true });
            });
          }}
        >
          <p>{t('groups.deleteText', { count: group.members })}</p>
        </FormDialog>
      )}
    </>
  );
}
