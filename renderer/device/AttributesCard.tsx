import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  Attribute,
  AttributeValue,
  DeviceDetail,
  FieldValue,
  SetValuesInput,
} from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { optimistic } from '../live/optimistic.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { AttributeEditor } from './AttributeEditor.tsx';
import classes from './Attributes.module.css';
import { NewAttributeDialog } from './NewAttributeDialog.tsx';

/** The facts administrators keep themselves, each changed in its place. */
export function AttributesCard({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const attributes = useQuery(api.attributes.list.queryOptions());
  const values = useQuery(api.attributes.ofDevice.queryOptions({ input: { deviceId: device.id } }));
  const failed = attributes.isError ? attributes : values.isError ? values : undefined;
  const content = (): React.ReactNode => {
    if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
    if (attributes.data === undefined || values.data === undefined)
      return (
        <div aria-busy="true">
          <SkeletonLines count={4} />
        </div>
      );
    if (attributes.data.length === 0) return <p className={classes.none}>{t('devicePage.attributes.none')}</p>;
    return (
      <dl className={classes.list}>
        {attributes.data.map((attribute) => (
          <OneAttribute
            key={attribute.id}
            deviceId={device.id}
            attribute={attribute}
            value={values.data.find(({ attributeId }) => attributeId === attribute.id)?.value ?? null}
          />
        ))}
      </dl>
    );
  };
  return (
    <Card
      title={t('devicePage.attributes.title')}
      aside={
        <RoleGate needs="administrator">
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setMaking(true)}
          >
            {t('devicePage.attributes.new')}
          </Button>
        </RoleGate>
      }
    >
      {content()}
      {making && <NewAttributeDialog onClose={() => setMaking(false)} />}
    </Card>
  );
}

function OneAttribute(props: { deviceId: string; attribute: Attribute; value: FieldValue }) {
  const { t } = useTranslation();
  const { deviceId, attribute, value } = props;
  const set = useMutation(
    api.attributes.setValues.mutationOptions(
      optimistic<AttributeValue[], SetValuesInput, { changed: number }>(
        api.attributes.ofDevice.queryKey({ input: { deviceId } }),
        (before, { values: [change] }) => {
          if (change === undefined) return before;
          const others = before.filter(({ attributeId }) => attributeId !== change.attributeId);
          return change.value === null ? others : [...others, { ...change, changedAt: null, changedBy: null }];
        },
        { taken: null, title: t('devicePage.attributes.notSaved', { name: attribute.name }) },
      ),
    ),
  );
  return (
    <div className={classes.one}>
      <dt title={attribute.description}>{attribute.name}</dt>
      <dd>
        <RoleGate needs="administrator">
          <AttributeEditor
            attribute={attribute}
            value={value}
            onChange={(next) =>
              set.mutate({ deviceIds: [deviceId], values: [{ attributeId: attribute.id, value: next }] })
            }
          />
        </RoleGate>
      </dd>
    </div>
  );
}
