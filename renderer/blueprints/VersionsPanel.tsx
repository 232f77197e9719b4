import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlueprintPart, differingParts } from '../../shared/contract/blueprint-content.ts';
import type { Blueprint } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Blueprints.module.css';
import { partWords } from './content-words.ts';
import { usePolicyNames } from './policy-names.ts';

/** Versions, and two of them side by side. */
export function VersionsPanel({ blueprint }: { blueprint: Blueprint }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(Math.max(1, blueprint.version - 1));
  const [right, setRight] = useState(blueprint.version);
  const read = (version: number) => api.blueprints.get.queryOptions({ input: { blueprintId: blueprint.id, version } });
  const before = useQuery(read(left)).data;
  const after = useQuery(read(right)).data;
  const numbers = blueprint.versions.map(({ number }) => String(number));
  const choice = (label: string, value: number, change: (version: number) => void) => (
    <Select
      w={160}
      label={label}
      allowDeselect={false}
      data={numbers}
      value={String(value)}
      onChange={(next) => change(Number(next))}
    />
  );
  return (
    <div className={classes.narrow}>
      <Card title={t('blueprints.tabs.versions')} flush>
        <PlainTable<Blueprint['versions'][number]>
          label={t('blueprints.tabs.versions')}
          rows={blueprint.versions}
          rowKey={({ number }) => String(number)}
          columns={[
            { id: 'number', header: t('blueprints.version'), cell: ({ number }) => number },
            { id: 'at', header: t('blueprints.saved'), cell: ({ at }) => <RelativeTime at={at} /> },
            { id: 'by', header: t('blueprints.by'), cell: ({ by }) => actorName(by, t) },
            { id: 'note', header: t('blueprints.note'), width: '45%', cell: ({ note }) => note || '–' },
          ]}
        />
      </Card>
      <Card title={t('blueprints.compare')}>
        <Group mb="md">
          {choice(t('blueprints.before'), left, setLeft)}
          {choice(t('blueprints.after'), right, setRight)}
        </Group>
        {before === undefined || after === undefined ? (
          <SkeletonLines count={3} />
        ) : (
          <Compared before={before} after={after} />
        )}
      </Card>
    </div>
  );
}

function Compared({ before, after }: { before: Blueprint; after: Blueprint }) {
  const { t, i18n } = useTranslation();
  const policyName = usePolicyNames();
  const parts = differingParts(before.content, after.content);
  if (parts.length === 0) return <p>{t('blueprints.same')}</p>;
  const words = (blueprint: Blueprint, part: BlueprintPart): string =>
    partWords(blueprint.content, part, t, i18n.language, policyName) || t('blueprints.nothing');
  return (
    <PlainTable<BlueprintPart>
      label={t('blueprints.compare')}
      rows={parts}
      rowKey={(part) => part}
      columns={[
        { id: 'part', header: t('blueprints.part'), cell: (part) => t(`blueprints.parts.${part}`) },
        { id: 'before', header: t('blueprints.before'), cell: (part) => words(before, part) },
        { id: 'after', header: t('blueprints.after'), cell: (part) => words(after, part) },
      ]}
    />
  );
}
