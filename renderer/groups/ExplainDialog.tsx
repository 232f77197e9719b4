import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type AttributeShape, deviceField } from '../../shared/contract/device-fields.ts';
import type { DeviceGroup, DeviceRow, Explanation } from '../../shared/contract/index.ts';
import { withGroupNames } from '../../shared/filter-text/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { valueText } from '../devices/field-text.ts';
import { conditionText } from '../devices/filter/condition-text.ts';
import { useFieldAttributes } from '../devices/use-attributes.ts';
import { minuteTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Groups.module.css';
import { groupName, useGroupNames } from './group-words.ts';

/** Why a device is in a group or not: each condition, with what the device has there. */
export function ExplainDialog(props: {
  group: Pick<DeviceGroup, 'id' | 'name' | 'builtIn' | 'kind'>;
  device: Pick<DeviceRow, 'id' | 'name' | 'modelName' | 'family' | 'serialNumber'>;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { group, device } = props;
  const names = { group: groupName(group, t), device: deviceTitle(device, t) };
  const attributes = useFieldAttributes();
  const why = useQuery(api.groups.explain.queryOptions({ input: { groupId: group.id, deviceId: device.id } }));
  const content = (): React.ReactNode => {
    if (why.data === undefined || attributes.data === undefined)
      return why.isError ? (
        <ErrorState error={why.error} onRetry={() => void why.refetch()} />
      ) : (
        <SkeletonLines count={5} />
      );
    const { member, since, addedBy, managed, why: tree } = why.data;
    const when = since === null ? '' : minuteTime(since, i18n.language);
    return (
      <>
        <p>
          <StatusMark tone={member ? 'done' : 'none'}>
            {t(member ? 'groups.why.isIn' : 'groups.why.isOut', names)}
          </StatusMark>
        </p>
        {since !== null && (
          <p className={classes.soft}>
            {addedBy === null ? t('groups.why.since', { when }) : t('groups.why.addedBy', { when, who: addedBy })}
          </p>
        )}
        {managed === false && (
          <p>
            <StatusMark tone="waits">{t('groups.why.ended')}</StatusMark>
          </p>
        )}
        {tree === null ? (
          !member && <p className={classes.soft}>{t('groups.why.notAdded')}</p>
        ) : (
          <ExplanationTree why={tree} attributes={attributes.data} />
        )}
      </>
    );
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={620}
      title={t('groups.why.title', names)}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {content()}
    </Modal>
  );
}

/** The conditions of a filter, each with what a device has there and whether that holds. */
export function ExplanationTree({ why, attributes }: { why: Explanation; attributes: readonly AttributeShape[] }) {
  return (
    <ul className={classes.tree}>
      <Part part={why} attributes={attributes} />
    </ul>
  );
}

function holdsText(holds: boolean, t: TFunction): string {
  return t(holds ? 'groups.why.holds' : 'groups.why.holdsNot');
}

function Part({ part, attributes }: { part: Explanation; attributes: readonly AttributeShape[] }) {
  const { t, i18n } = useTranslation();
  const groups = useGroupNames();
  const tone = part.holds ? 'done' : 'none';
  if (part.kind === 'condition') {
    const { condition, value, group } = part;
    const field = 'field' in condition ? deviceField(condition.field, attributes) : undefined;
    const words = { t, locale: i18n.language, attributes };
    return (
      <li>
        <StatusMark tone={tone} title={holdsText(part.holds, t)}>
          {conditionText(withGroupNames(condition, groups), words)}
          <span className="visually-hidden"> {holdsText(part.holds, t)}</span>
        </StatusMark>
        {field !== undefined && field.type !== 'set' && (
          <span className={classes.soft}>
            {value === null
              ? t('groups.why.unknown')
              : t('groups.why.has', { value: valueText(field, value, t, i18n.language) })}
          </span>
        )}
        {group !== undefined && (
          <>
            <span className={classes.soft}>
              <Link to={`/groups/${group.id}`}>{t('groups.why.open')}</Link>
            </span>
            {group.why !== null && (
              <ul>
                <Part part={group.why} attributes={attributes} />
              </ul>
            )}
          </>
        )}
      </li>
    );
  }
  const parts = part.kind === 'not' ? [part.part] : part.parts;
  return (
    <li>
      <StatusMark tone={tone} title={holdsText(part.holds, t)}>
        {parts.length === 0
          ? t(`groups.why.empty.${part.kind === 'any' ? 'any' : 'all'}`)
          : t(`groups.why.${part.kind}`)}
        <span className="visually-hidden"> {holdsText(part.holds, t)}</span>
      </StatusMark>
      {parts.length > 0 && (
        <ul>
          {parts.map((inner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a filter stay in their places
            <Part key={index} part={inner} attributes={attributes} />
          ))}
        </ul>
      )}
    </li>
  );
}
