import { Button, Menu, Tabs } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronDown,
  IconCopy,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { PolicyDetail } from '../../shared/contract/index.ts';
import { api, engine, isNotFound } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import { AssignmentTab } from './AssignmentTab.tsx';
import { saveFile } from './BundleDialogs.tsx';
import { ConflictList } from './ConflictList.tsx';
import { profileOf } from './content-json.ts';
import { DryRunDialog } from './DryRunDialog.tsx';
import { EditPolicy } from './EditPolicy.tsx';
import { OptionsTab } from './OptionsTab.tsx';
import classes from './Policies.module.css';
import { PolicyDevicesTab } from './PolicyDevicesTab.tsx';
import { ROLL_OUT_TONE, rereadPolicies } from './policy-words.ts';
import { RemovePolicy } from './RemovePolicy.tsx';
import { RollOutTab } from './RollOutTab.tsx';
import { StatusBar } from './StatusBar.tsx';
import { VersionsTab } from './VersionsTab.tsx';

const TABS = ['content', 'assignment', 'roll-out', 'devices', 'conflicts', 'versions', 'options'] as const;

/** One policy: what it says, who gets it, how it goes out, how it stands, and what it said before. */
export default function PolicyScreen() {
  const { t } = useTranslation();
  const { policyId = '' } = useParams();
  const query = useQuery({ ...api.policies.get.queryOptions({ input: { policyId } }), retry: false });
  if (query.data !== undefined) return <Loaded key={policyId} policy={query.data} />;
  if (!query.isError) return <LoadingPage />;
  if (!isNotFound(query.error)) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('policies.gone.title')}
      text={t('policies.gone.text')}
      action={
        <Button component={Link} to="/policies" variant="default">
          {t('policies.gone.action')}
        </Button>
      }
    />
  );
}

function Loaded({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tab: asked } = useParams();
  const tab = TABS.find((each) => each === asked) ?? 'content';
  return (
    <>
      <PageHeader
        title={policy.name}
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
        after={
          policy.active ? (
            policy.rollOut !== null &&
            policy.rollOut.state !== 'done' && (
              <StatusMark tone={ROLL_OUT_TONE[policy.rollOut.state]}>
                {t(`policies.rollOut.states.${policy.rollOut.state}`)}
              </StatusMark>
            )
          ) : (
            <StatusMark tone="none">{t('policies.inactive')}</StatusMark>
          )
        }
      >
        <StatusBar counts={policy.counts} />
        <Actions policy={policy} />
      </PageHeader>
      <Tabs
        value={tab}
        onChange={(next) => void navigate(`/policies/${policy.id}/${next ?? ''}`)}
        className={classes.body}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`policies.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={classes.body} tabIndex={-1}>
          <Panel policy={policy} tab={tab} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Panel({ policy, tab }: { policy: PolicyDetail; tab: (typeof TABS)[number] }) {
  switch (tab) {
    case 'content':
      return <Content policy={policy} />;
    case 'assignment':
      return <AssignmentTab policy={policy} />;
    case 'roll-out':
      return <RollOutTab policy={policy} />;
    case 'devices':
      return <PolicyDevicesTab policy={policy} />;
    case 'conflicts':
      return <ConflictList policyId={policy.id} />;
    case 'versions':
      return <VersionsTab policy={policy} />;
    case 'options':
      return <OptionsTab key={policy.changedAt} policy={policy} />;
  }
}

function Content({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  // What others save meanwhile is told, and what is typed here stays.
  const [head, setHead] = useState(policy.head);
  const profile = useMemo(() => profileOf(head.content), [head]);
  const { signedByOthers } = head;
  const onNewest = useCallback(() => setHead(policy.head), [policy.head]);
  return (
    <>
      {signedByOthers && (
        <div className={classes.filters}>
          <StatusMark tone="none">{t('policies.signedByOthers')}</StatusMark>
        </div>
      )}
      <EditPolicy
        key={head.number}
        edited={{ type: policy.type, profile, policy, name: policy.name, readOnly: signedByOthers }}
        begunWith={head.number}
        onNewest={onNewest}
      />
    </>
  );
}

function Actions({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const [trying, setTrying] = useState(false);
  const save = (signed: boolean): void => {
    engine.policies
      .export({ policyId: policy.id, version: policy.newestVersion, signed })
      .then(saveFile, (error: unknown) => tellFailure(error));
  };
  const copy = async (): Promise<void> => {
    try {
      const made = await engine.policies.duplicate({
        policyId: policy.id,
        name: t('policies.copyOf', { name: policy.name }),
      });
      await rereadPolicies();
      await navigate(`/policies/${made.id}`);
    } catch (error) {
      tellFailure(error, t('policies.notCopied', { name: policy.name }));
    }
  };
  const activate = async (active: boolean, mayStrand = false): Promise<void> => {
    try {
      await engine.policies.update({ policyId: policy.id, options: { active }, mayStrand });
      await rereadPolicies();
      const said = t(active ? 'policies.nowActive' : 'policies.nowInactive', { name: policy.name });
      if (active) tellDone(said);
      else
        notifyWithUndo(said, async () => {
          await engine.policies.update({ policyId: policy.id, options: { active: true } });
          await rereadPolicies();
        });
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('policies.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <RoleGate needs="administrator">
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
              {t('policies.duplicate')}
            </Menu.Item>
            {policy.type === 'profile' && (
              <>
                <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => save(true)}>
                  {t('policies.exportSigned')}
                </Menu.Item>
                <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => save(false)}>
                  {t('policies.exportPlain')}
                </Menu.Item>
              </>
            )}
            <Menu.Divider />
            <Menu.Item
              leftSection={
                policy.active ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
              }
              onClick={() => (policy.active ? setTrying(true) : void activate(true))}
            >
              {t(policy.active ? 'policies.deactivate' : 'policies.activate')}
            </Menu.Item>
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setRemoving(true)}>
              {t('policies.remove.action')}
            </Menu.Item>
          </RoleGate>
        </Menu.Dropdown>
      </Menu>
      {trying && (
        <DryRunDialog
          title={t('policies.deactivateTitle', { name: policy.name })}
          change={{ kind: 'active', policyId: policy.id, active: false }}
          action={t('policies.deactivate')}
          asksToStrand
          onDo={(mayStrand) => {
            setTrying(false);
            void activate(false, mayStrand);
          }}
          onClose={() => setTrying(false)}
        />
      )}
      {removing && <RemovePolicy policy={policy} onClose={() => setRemoving(false)} />}
    </>
  );
}
