import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api } from '../live/client.ts';
import { putInto, takeOut } from './group-actions.ts';

/** Puts the chosen devices into a static group, or takes them out of one. */
export function ChooseGroupDialog(props: { ids: ReadonlySet<string>; out?: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { ids, out = false } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const groups = (useQuery(api.groups.list.queryOptions()).data ?? []).filter(({ kind }) => kind === 'static');
  const group = groups.find(({ id }) => id === chosen);
  return (
    <FormDialog
      title={t(out ? 'groups.bulk.outTitle' : 'groups.bulk.inTitle', { count: ids.size })}
      submit={t(out ? 'groups.takeOut' : 'groups.bulk.in')}
      busy={busy}
      disabled={group === undefined}
      onClose={props.onClose}
      onSubmit={() => {
        if (group === undefined) return;
        setBusy(true);
        void (out ? takeOut : putInto)(group, { deviceIds: [...ids] }, t).then((done) => {
          setBusy(false);
          if (done) props.onClose();
        });
      }}
    >
      <Select
        label={t('groups.bulk.group')}
        placeholder={t('deviceFilter.choose')}
        searchable
        nothingFoundMessage={t('groups.noneCalled')}
        data={groups.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      <Text size="xs" c="dimmed">
        {t('groups.bulk.onlyStatic')} <Link to="/groups/new?kind=static">{t('groups.bulk.make')}</Link>
      </Text>
    </FormDialog>
  );
}
