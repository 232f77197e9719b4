import { ActionIcon, Button, Group, Textarea, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail, Note } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { optimistic } from '../live/optimistic.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import classes from './Notes.module.css';

const MOST = 5000;

/** Notes about the device, newest first: written, reworded, deleted (and brought back). */
export function NotesCard({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const input = { deviceId: device.id };
  const query = useQuery(api.notes.list.queryOptions({ input }));
  const key = api.notes.list.queryKey({ input });
  const [typed, setTyped] = useState('');
  const add = useMutation(
    api.notes.add.mutationOptions({
      onSuccess: (note) => {
        setTyped('');
        queryClient.setQueryData(key, (before) => [note, ...(before ?? []).filter(({ id }) => id !== note.id)]);
      },
      onError: (error) => tellFailure(error, t('devicePage.notes.notSaved')),
    }),
  );
  return (
    <Card title={t('devicePage.notes.title')}>
      <RoleGate needs="administrator">
        <form
          className={classes.write}
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') add.mutate({ deviceId: device.id, text: typed });
          }}
        >
          <Textarea
            autosize
            minRows={2}
            maxRows={12}
            maxLength={MOST}
            aria-label={t('devicePage.notes.label')}
            placeholder={t('devicePage.notes.placeholder')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" disabled={typed.trim() === ''} loading={add.isPending}>
            {t('devicePage.notes.add')}
          </Button>
        </form>
      </RoleGate>
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div aria-busy="true">
            <SkeletonLines count={4} />
          </div>
        )
      ) : query.data.length === 0 ? (
        <p className={classes.none}>{t('devicePage.notes.none')}</p>
      ) : (
        <ul className={classes.notes}>
          {query.data.map((note) => (
            <NoteItem key={note.id} note={note} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function NoteItem({ note }: { note: Note }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const key = api.notes.list.queryKey({ input: { deviceId: note.deviceId } });
  const update = useMutation(
    api.notes.update.mutationOptions(
      optimistic<Note[], { noteId: string; text: string }, Note>(
        key,
        (notes, { noteId, text }) => notes.map((each) => (each.id === noteId ? { ...each, text } : each)),
        { taken: null },
      ),
    ),
  );
  const removing = optimistic<Note[], { noteId: string }, Note>(
    key,
    (notes, { noteId }) => notes.filter(({ id }) => id !== noteId),
    { taken: null, title: t('devicePage.notes.notDeleted') },
  );
  const remove = useMutation(
    api.notes.remove.mutationOptions({
      ...removing,
      onSuccess: (deleted, input, context) => {
        removing.onSuccess(deleted, input, context);
        notifyWithUndo(t('devicePage.notes.deleted'), async () => {
          await engine.notes.restore({ noteId: note.id });
          await queryClient.invalidateQueries({ queryKey: key });
        });
      },
    }),
  );
  if (typed !== undefined)
    return (
      <li>
        <form
          className={classes.write}
          onSubmit={(event) => {
            event.preventDefault();
            setTyped(undefined);
            if (typed.trim() !== note.text) update.mutate({ noteId: note.id, text: typed.trim() });
          }}
        >
          <Textarea
            autoFocus
            autosize
            minRows={2}
            maxRows={12}
            maxLength={MOST}
            aria-label={t('devicePage.notes.edit')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTyped(undefined);
            }}
          />
          <Group gap="xs">
            <Button type="submit" disabled={typed.trim() === ''}>
              {t('common.save')}
            </Button>
            <Button variant="default" onClick={() => setTyped(undefined)}>
              {t('common.cancel')}
            </Button>
          </Group>
        </form>
      </li>
    );
  return (
    <li>
      <p className={classes.text}>{note.text}</p>
      <div className={classes.about}>
        <span>
          {actorName(note.author, t)} · <RelativeTime at={note.createdAt} />
          {note.changedAt !== null && (
            <>
              {' '}
              · {t('devicePage.notes.changedBy', { who: note.changedBy ?? '' })} <RelativeTime at={note.changedAt} />
            </>
          )}
        </span>
        <RoleGate needs="administrator">
          <Tooltip label={t('devicePage.notes.edit')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('devicePage.notes.edit')}
              onClick={() => setTyped(note.text)}
            >
              <IconPencil size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('devicePage.notes.delete')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('devicePage.notes.delete')}
              onClick={() => remove.mutate({ noteId: note.id })}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </RoleGate>
      </div>
    </li>
  );
}
