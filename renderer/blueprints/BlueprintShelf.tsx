import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlueprintSummary } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api } from '../live/client.ts';
import { useRefusal } from '../parts/RoleGate.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { BlueprintPicture } from './BlueprintPicture.tsx';
import classes from './Blueprints.module.css';
import { DropTarget } from './DropTarget.tsx';

interface Dropped {
  blueprint: BlueprintSummary;
  deviceIds: readonly string[];
}

/** The blueprints at the edge of a list while devices are dragged; what is dropped on one is previewed and applied. */
export function BlueprintShelf({ dragging }: { dragging: boolean }) {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const [dropped, setDropped] = useState<Dropped>();
  const { data: blueprints = [] } = useQuery({ ...api.blueprints.list.queryOptions(), enabled: dragging });
  return (
    <>
      {dragging && refusal === undefined && (
        <section className={classes.shelf} aria-label={t('blueprints.drop.title')}>
          <h2>{t('blueprints.drop.title')}</h2>
          {blueprints.length === 0 && <p className={classes.soft}>{t('blueprints.drop.none')}</p>}
          <ul>
            {blueprints.map((blueprint) => (
              <DropTarget
                key={blueprint.id}
                className={classes.shelved}
                disabled={false}
                onDevices={(deviceIds) => setDropped({ blueprint, deviceIds })}
              >
                <BlueprintPicture of={blueprint} />
                <span className={classes.who}>{blueprint.name}</span>
              </DropTarget>
            ))}
          </ul>
        </section>
      )}
      {dropped !== undefined && <ApplyDialog {...dropped} onClose={() => setDropped(undefined)} />}
    </>
  );
}

/** Chooses the blueprint for devices that were chosen before: what dropping does, by keyboard. */
export function ChooseBlueprintDialog({ deviceIds, onClose }: { deviceIds: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [next, setNext] = useState(false);
  const blueprints = useQuery(api.blueprints.list.queryOptions()).data ?? [];
  const blueprint = blueprints.find(({ id }) => id === chosen);
  if (next && blueprint !== undefined)
    return <ApplyDialog blueprint={blueprint} deviceIds={deviceIds} onClose={onClose} />;
  return (
    <FormDialog
      title={t('blueprints.drop.action')}
      submit={t('blueprints.drop.next')}
      busy={false}
      disabled={blueprint === undefined}
      onClose={onClose}
      onSubmit={() => setNext(true)}
    >
      <Select
        label={t('blueprints.drop.choose')}
        data-autofocus
        searchable
        nothingFoundMessage={t('blueprints.drop.none')}
        data={blueprints.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
    </FormDialog>
  );
}
