import { Button } from '@mantine/core';
import { IconArrowLeft, IconGripVertical } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PolicySummary } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { useMay } from '../live/session.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import { moved } from './moved.ts';
import classes from './Policies.module.css';
import { rereadPolicies } from './policy-words.ts';

const LIST = { sort: 'rank', direction: 'asc', limit: 1000 } as const;

/** In which order policies go first where a device takes one of several: by dragging, or by keys. */
export default function OrderScreen() {
  const { t } = useTranslation();
  const query = useQuery(api.policies.list.queryOptions({ input: LIST }));
  return (
    <>
      <PageHeader
        title={t('policies.order.title')}
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
      />
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingPage />
        )
      ) : query.data.rows.length === 0 ? (
        <EmptyState
          drawing={<CartDrawing />}
          title={t('policies.none.title')}
          text={t('policies.order.none')}
          action={
            <Button component={Link} to="/policies/new">
              {t('policies.new')}
            </Button>
          }
        />
      ) : (
        <Order policies={query.data.rows} />
      )}
    </>
  );
}

function Order({ policies }: { policies: readonly PolicySummary[] }) {
  const { t } = useTranslation();
  const may = useMay('administrator');
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const key = api.policies.list.queryKey({ input: LIST });
  const show = (rows: readonly PolicySummary[]): void => {
    queryClient.setQueryData(key, (before) => (before === undefined ? before : { ...before, rows: [...rows] }));
  };
  const save = useMutation({
    mutationFn: (ids: string[]) => engine.policies.setRanks({ policyIds: ids }),
    onSettled: rereadPolicies,
  });
  const put = (rows: readonly PolicySummary[], told: string | undefined): void => {
    const before = policies;
    // At once; it goes back where it was when that is refused.
    show(rows);
    save.mutate(
      rows.map(({ id }) => id),
      {
        onSuccess() {
          if (told !== undefined)
            notifyWithUndo(told, async () => {
              await engine.policies.setRanks({ policyIds: before.map(({ id }) => id) });
              await rereadPolicies();
            });
        },
        onError(error) {
          show(before);
          tellFailure(error, t('policies.order.notSaved'));
        },
      },
    );
  };
  const move = (id: string, to: number): void => {
    const from = policies.findIndex((policy) => policy.id === id);
    const policy = policies[from];
    if (policy === undefined || from === to) return;
    put(moved(policies, from, to), t('policies.order.moved', { name: policy.name, place: to + 1 }));
  };
  const onKeyDown = (event: KeyboardEvent, id: string, index: number): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const end = { Home: 0, End: policies.length - 1 }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    const to = end ?? Math.max(0, Math.min(policies.length - 1, index + (step ?? 0)));
    if (event.altKey && may) move(id, to);
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-place]')[to]?.focus());
  };
  return (
    <div className={classes.scroll}>
      <p className={classes.soft}>{t('policies.order.text')}</p>
      {may && (
        <p className={classes.soft} id="policy-order-hint">
          {t('policies.order.hint')}
        </p>
      )}
      <ol ref={list} className={classes.order} aria-label={t('policies.order.title')}>
        {policies.map((policy, index) => {
          const { id, name } = policy;
          return (
            <li
              key={id}
              draggable={may}
              data-over={(over === id && dragged !== undefined && dragged !== id) || undefined}
              data-below={(over === id && policies.findIndex((each) => each.id === dragged) < index) || undefined}
              onDragStart={() => setDragged(id)}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
              onDragOver={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                setOver(id);
              }}
              onDrop={() => dragged !== undefined && move(dragged, index)}
            >
              <span className={classes.place} aria-hidden>
                {index + 1}
              </span>
              <button
                type="button"
                data-place
                className={classes.handle}
                aria-label={t('policies.order.placeOf', { name, place: index + 1, count: policies.length })}
                {...(may ? { 'aria-describedby': 'policy-order-hint' } : {})}
                onKeyDown={(event) => onKeyDown(event, id, index)}
              >
                {may && <IconGripVertical size={14} aria-hidden />}
                <span className={classes.handleName}>{name}</span>
              </button>
              <span className={classes.soft}>{policy.slot ?? t(`policies.types.${policy.type}`)}</span>
              {policy.fallback && <StatusMark tone="none">{t('policies.fallback')}</StatusMark>}
              {!policy.active && <StatusMark tone="none">{t('policies.inactive')}</StatusMark>}
              <Link to={`/policies/${id}`}>{t('policies.order.open')}</Link>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
