import { Button, Loader, Modal, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionPreview, BulkAction } from '../../../shared/contract/index.ts';
import { EndWay, type Way } from '../../device/EndWay.tsx';
import { engine } from '../../live/client.ts';
import { download } from '../../parts/download.ts';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { tellFailure } from '../../parts/notify.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { useActionPreview } from './action-preview.ts';
import classes from './Bulk.module.css';
import { NameList, ReasonList } from './ReasonList.tsx';
import { startBulk } from './run-bulk.ts';

/** So many devices are named beside the field where the count is typed. */
const NAMED = 8;

export interface BulkDialogProps {
  action: BulkAction;
  /** What the action is called: a command's name. */
  name: string;
  ids: ReadonlySet<string>;
  destructive: boolean;
  expiresAt?: number | undefined;
  onClose: () => void;
  /** It was started. */
  onStarted: () => void;
}

/** Who an action would reach and who not and why, before it is done; what destroys wants the number typed. */
export function BulkDialog(props: BulkDialogProps) {
  const { t } = useTranslation();
  const { action: wanted, ids, name, onClose } = props;
  const [way, setWay] = useState<Way>('turn-away');
  const ends = wanted.kind === 'end-management';
  // One object for each choice: previews are told apart by it.
  const action = useMemo<BulkAction>(() => (ends ? { kind: 'end-management', way } : wanted), [ends, way, wanted]);
  const preview = useActionPreview(ids, action);
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('bulk.title', { name, count: ids.size })}
      styles={{ title: { fontWeight: 600, fontSize: 14, ...(props.destructive ? { color: 'var(--cw-needs)' } : {}) } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {ends && <EndWay way={way} onChange={setWay} />}
      {preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <div style={{ display: 'flex', alignItems: 'center', gap: 12, minHeight: 180 }} role="status">
          <Loader size="sm" />
          <Text c="dimmed">{t('bulk.asking', { count: ids.size })}</Text>
        </div>
      ) : (
        <Plan {...props} action={action} preview={preview.data} />
      )}
    </Modal>
  );
}

function Plan(props: BulkDialogProps & { preview: ActionPreview }) {
  const { t } = useTranslation();
  const { action, ids, name, preview, destructive } = props;
  const [typed, setTyped] = useState('');
  const sure = !destructive || typed.trim() === String(preview.affected);
  const text = useExport(action, ids);
  const start = (): void => {
    if (!sure || preview.affected === 0) return;
    const title = t('bulk.title', { name, count: preview.affected });
    startBulk({ action, ids: preview.affectedIds, title, expiresAt: props.expiresAt, t });
    props.onStarted();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Text mb="sm">
        {action.kind === 'end-management' && action.way === 'remove-profile'
          ? t('bulk.end-management.removeText')
          : t(`bulk.${action.kind}.text`)}
      </Text>
      <Group tone={preview.affected > 0 ? 'done' : 'none'} title={t('bulk.reached', { count: preview.affected })}>
        {preview.affected > 0 && (
          <details className={classes.disclosure} open={destructive}>
            <summary>{t('bulk.show')}</summary>
            <NameList
              devices={destructive ? preview.examples.slice(0, NAMED) : preview.examples}
              count={preview.affected}
            />
          </details>
        )}
      </Group>
      {preview.refused > 0 && (
        <Group tone="needs" title={t('bulk.leftOut', { count: preview.refused })}>
          <ReasonList reasons={preview.reasons} />
        </Group>
      )}
      {preview.warnings.length > 0 && (
        <Group tone="waits" title={t('bulk.toKnow')}>
          <ReasonList reasons={preview.warnings} />
        </Group>
      )}
      {destructive && preview.affected > 0 && (
        <TextInput
          data-autofocus
          mt="sm"
          label={t('commands.typeCount', { word: preview.affected })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      <div className={classes.foot}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={text.isPending}
          onClick={() => text.mutate()}
        >
          {t('bulk.export')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" color={destructive ? 'red' : undefined} disabled={!sure || preview.affected === 0}>
          {name}
        </Button>
      </div>
    </form>
  );
}

function Group({
  tone,
  title,
  children,
}: {
  tone: 'done' | 'needs' | 'waits' | 'none';
  title: string;
  children: ReactNode;
}) {
  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        <StatusMark tone={tone}>{title}</StatusMark>
      </div>
      {children}
    </div>
  );
}

function useExport(action: BulkAction, ids: ReadonlySet<string>) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: () =>
      engine.devices.exportAction({
        devices: { deviceIds: [...ids] },
        action,
        headers: [
          t('deviceFields.name'),
          t('deviceFields.serialNumber'),
          t('bulk.columns.reached'),
          t('bulk.columns.reasons'),
        ],
      }),
    onSuccess: (file) => download(file.filename, file.text, file.contentType),
    onError: (error) => tellFailure(error),
  });
}
