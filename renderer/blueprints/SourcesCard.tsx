import { MultiSelect, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Blueprint, BlueprintSource } from '../../shared/contract/index.ts';
import { groupName } from '../groups/group-words.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';

type Kind = BlueprintSource['kind'];

/** Automated enrollment profiles, invitations and groups whose devices get the blueprint by themselves as they come. */
export function SourcesCard({ blueprint }: { blueprint: Blueprint }) {
  const { t } = useTranslation();
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  const automated = useQuery(api.enrollment.automated.queryOptions()).data ?? [];
  const set = useMutation({
    mutationFn: (sources: { kind: Kind; id: string }[]) =>
      engine.blueprints.setSources({ blueprintId: blueprint.id, sources }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.blueprints.key() }),
    onError: (error) => tellFailure(error),
  });
  const of = (kind: Kind) => blueprint.sources.filter((source) => source.kind === kind);
  const change = (kind: Kind, ids: string[]): void => {
    const others = blueprint.sources.filter((source) => source.kind !== kind);
    set.mutate([...others.map(({ kind: own, id }) => ({ kind: own, id })), ...ids.map((id) => ({ kind, id }))]);
  };
  return (
    <Card title={t('blueprints.sources.title')}>
      <Text mb="sm">{t('blueprints.sources.text')}</Text>
      <RoleForm needs="administrator">
        <MultiSelect
          label={t('blueprints.sources.automated')}
          searchable
          data={automated.map(({ id, name }) => ({ value: id, label: name }))}
          value={of('automated').map(({ id }) => id)}
          onChange={(ids) => change('automated', ids)}
        />
        <MultiSelect
          mt="sm"
          label={t('blueprints.sources.invitations')}
          searchable
          data={invitations.map(({ id, name }) => ({ value: id, label: name }))}
          value={of('invitation').map(({ id }) => id)}
          onChange={(ids) => change('invitation', ids)}
        />
        <MultiSelect
          mt="sm"
          label={t('blueprints.sources.groups')}
          searchable
          data={groups.map((group) => ({ value: group.id, label: groupName(group, t) }))}
          value={of('group').map(({ id }) => id)}
          onChange={(ids) => change('group', ids)}
        />
      </RoleForm>
    </Card>
  );
}
