import { Alert, Button, List, Modal, Text, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueRow } from '../../shared/contract/index.ts';
import { jobs } from '../app/jobs.ts';
import { commandName } from '../commands/command-words.ts';
import { number } from '../format/quantity.ts';
import { engine } from '../live/client.ts';
import classes from './Activity.module.css';
import { type BulkAction, previewOf } from './bulk.ts';

/** Says how many of the selected commands can be cancelled or repeated, and why the others not, before it is done. */
export function BulkDialog(props: {
  action: BulkAction;
  rows: readonly QueueRow[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { action, rows, onClose, onDone } = props;
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState('');
  const { fits, left, destructive } = previewOf(action, rows);
  const count = fits.length;
  const leftCount = rows.length - count;
  const isSure = destructive.length === 0 || typed.trim() === String(count);
  const title = action === 'cancel' ? 'queue.preview.cancelTitle' : 'queue.preview.retryTitle';
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(title, { count })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSure || count === 0) return;
          start(action, fits, t);
          onDone();
        }}
      >
        <Text>
          {count === 0
            ? t('queue.preview.nothing')
            : t(action === 'cancel' ? 'queue.preview.cancelText' : 'queue.preview.retryText')}
        </Text>
        {leftCount > 0 && (
          <>
            <Text mt="sm">{t('queue.preview.left', { count: leftCount })}</Text>
            <List size="sm">
              {left.map(([reason, many]) => (
                <List.Item key={reason}>
                  {t(`queue.preview.reasons.${reason}`)}: {number(many, i18n.language)}
                </List.Item>
              ))}
            </List>
          </>
        )}
        {destructive.length > 0 && (
          <>
            <Alert color="red" variant="light" my="sm" p="xs">
              {t('queue.preview.destructive', {
                count: destructive.length,
                what: [...new Set(destructive.map(({ requestType }) => commandName(requestType, t)))].join(', '),
              })}
            </Alert>
            <TextInput
              data-autofocus
              label={t('queue.preview.type', { count })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
          </>
        )}
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('queue.preview.keep')}
          </Button>
          {count > 0 && (
            <Button
              type="submit"
              color={action === 'cancel' || destructive.length > 0 ? 'red' : undefined}
              disabled={!isSure}
            >
              {t(action === 'cancel' ? 'queue.preview.cancelGo' : 'queue.preview.retryGo')}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/** Commands handed to the engine at once: few enough that progress shows and stopping helps. */
const PART = 500;

function start(action: BulkAction, rows: readonly QueueRow[], t: TFunction): void {
  const ids = rows.map(({ id }) => id);
  void jobs.start({
    title: t(action === 'cancel' ? 'queue.result.cancelling' : 'queue.result.retrying', { count: ids.length }),
    async run(job) {
      let done = 0;
      const left: { message: string }[] = [];
      job.progress(0, ids.length);
      for (let from = 0; from < ids.length; from += PART) {
        job.signal.throwIfAborted();
        const commandIds = ids.slice(from, from + PART);
        if (action === 'cancel') {
          const outcome = await engine.commands.cancelMany({ commandIds });
          done += outcome.cancelled.length;
          left.push(...outcome.left);
        } else {
          const outcome = await engine.commands.retry({ commandIds });
          done += outcome.queued.length;
          left.push(...outcome.left);
        }
        job.progress(from + commandIds.length, ids.length);
      }
      const message = t(action === 'cancel' ? 'queue.result.cancelled' : 'queue.result.retried', { count: done });
      if (left.length === 0) return { message };
      const why = [...new Set(left.map((each) => each.message))].join(' ');
      return { message: t('queue.result.left', { count: left.length, done: message, why }), complete: false };
    },
  });
}
