import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import {
  BLUEPRINT_PARTS,
  type BlueprintContent,
  type BlueprintPart,
  blueprintContent,
  differingParts,
  EMPTY_BLUEPRINT,
} from '../../shared/contract/blueprint-content.ts';
import type { Blueprint, BlueprintInput } from '../../shared/contract/index.ts';
import { LookFields } from '../groups/LookFields.tsx';
import { api, engine, queryClient } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleForm, useRefusal } from '../parts/RoleGate.tsx';
import { useLeaveGuard } from '../policies/use-leave-guard.tsx';
import classes from './Blueprints.module.css';
import { Canvas } from './Canvas.tsx';
import { addToContent, Library, type LibraryItem, partFor } from './Library.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { PartFields } from './PartFields.tsx';
import { PictureChoice } from './PictureChoice.tsx';
import { useSideFocus } from './use-side-focus.ts';

/** A blueprint on a canvas: the device in the middle, what it gets around it, the library at its side. */
export default function BlueprintEditor() {
  const { blueprintId } = useParams();
  const query = useQuery({
    ...api.blueprints.get.queryOptions({ input: { blueprintId: blueprintId ?? '' } }),
    enabled: blueprintId !== undefined,
  });
  if (blueprintId === undefined) return <Editor key="new" before={undefined} />;
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  return <Begun key={blueprintId} before={query.data} />;
}

/** Editing begins with what is there then: what others save meanwhile is a conflict, not what one started from. */
function Begun({ before }: { before: Blueprint }) {
  const [begun] = useState(before);
  return <Editor before={begun} />;
}

function Editor({ before }: { before: Blueprint | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refusal = useRefusal('administrator');
  const [params, setParams] = useSearchParams();
  const [attempted, setAttempted] = useState(false);
  const [noting, setNoting] = useState(false);
  const [draft, setDraft] = useState<BlueprintInput>({
    name: before?.name ?? '',
    description: before?.description ?? '',
    colour: before?.colour ?? 'blue',
    icon: before?.icon ?? 'tablet',
    pictureId: before?.pictureId ?? null,
    content: before?.content ?? EMPTY_BLUEPRINT,
  });
  const [first] = useState(draft);
  const guard = useLeaveGuard(JSON.stringify(draft) !== JSON.stringify(first));
  const part = BLUEPRINT_PARTS.find((each) => each === params.get('part')) ?? null;
  const side = useSideFocus(part, draft.content);
  const open = (next: BlueprintPart | null): void => setParams(next === null ? {} : { part: next }, { replace: true });
  const change = (content: Partial<BlueprintContent>): void =>
    setDraft((now) => ({ ...now, content: { ...now.content, ...content } }));
  /** @param on the part it was put on */
  const add = (item: LibraryItem, on: BlueprintPart | null): void => {
    const to = partFor(item, on);
    change(addToContent(draft.content, item, to));
    open(to);
  };
  const save = useMutation({
    mutationFn: (note: string) =>
      before === undefined
        ? engine.blueprints.create(draft)
        : engine.blueprints.save({ blueprintId: before.id, blueprint: draft, note, basedOn: before.version }),
    onSuccess: async ({ id }) => {
      guard.allow();
      await queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
      await navigate(`/blueprints/${id}`);
    },
    onError: (error) => {
      if (!noting) tellFailure(error);
    },
  });
  const issues = blueprintContent.safeParse(draft.content).error?.issues ?? [];
  const wrong = draft.name.trim() === '' || issues.length > 0;
  const back = before === undefined ? '/blueprints' : `/blueprints/${before.id}`;
  return (
    <>
      <PageHeader title={before === undefined ? t('blueprints.new') : before.name}>
        <Button variant="default" component={Link} to={back}>
          {t('common.cancel')}
        </Button>
        <Button
          loading={save.isPending}
          disabled={refusal !== undefined}
          onClick={() => {
            setAttempted(true);
            const first = issues[0]?.path[0];
            const isVersion = before !== undefined && differingParts(before.content, draft.content).length > 0;
            if (!wrong && isVersion) setNoting(true);
            else if (!wrong) save.mutate('');
            else open(draft.name.trim() === '' ? null : (BLUEPRINT_PARTS.find((each) => each === first) ?? null));
          }}
        >
          {t('blueprints.save')}
        </Button>
      </PageHeader>
      <div className={classes.editor}>
        <Library onAdd={(item) => add(item, part)} />
        <Canvas
          content={draft.content}
          part={part}
          onOpen={(next, by) => {
            open(next);
            if (by !== undefined) side.enter(next, by);
          }}
          onDrop={add}
        />
        <aside
          {...side.panel}
          className={classes.side}
          aria-label={part === null ? t('blueprints.look') : t(`blueprints.parts.${part}`)}
        >
          <RoleForm needs="administrator">
            {part === null ? (
              <>
                <h2>{t('blueprints.look')}</h2>
                <LookFields
                  look={draft}
                  onLook={(look) => setDraft((now) => ({ ...now, ...look }))}
                  {...(attempted && draft.name.trim() === '' ? { problem: t('blueprints.nameMissing') } : {})}
                />
                <PictureChoice
                  label={t('blueprints.picture')}
                  value={draft.pictureId}
                  onChange={(pictureId) => setDraft((now) => ({ ...now, pictureId }))}
                />
              </>
            ) : (
              <>
                <Group justify="space-between">
                  <h2>{t(`blueprints.parts.${part}`)}</h2>
                  <Button size="compact-xs" variant="subtle" onClick={() => open(null)}>
                    {t('blueprints.look')}
                  </Button>
                </Group>
                <p className={classes.soft}>{t(`blueprints.about.${part}`)}</p>
                <div className={classes.fields} data-fields>
                  <PartFields part={part} content={draft.content} issues={issues} onChange={change} />
                  <Button variant="default" size="xs" onClick={() => change({ [part]: EMPTY_BLUEPRINT[part] })}>
                    {t('blueprints.clear')}
                  </Button>
                </div>
              </>
            )}
          </RoleForm>
        </aside>
      </div>
      {guard.question}
      {noting && before !== undefined && (
        <NoteDialog
          before={before}
          busy={save.isPending}
          error={save.error}
          onSave={(note) => save.mutate(note)}
          onClose={() => setNoting(false)}
        />
      )}
    </>
  );
}
