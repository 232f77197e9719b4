import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import type { DeviceFilter, DeviceGroup } from '../../shared/contract/index.ts';
import { type AssignmentWarning, fieldsOfUsers } from '../../shared/group-lint.ts';
import { fieldLabel } from '../devices/field-text.ts';
import { bytes } from '../format/quantity.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Groups.module.css';

/** The filters of groups by their ids. */
export function filtersOf(groups: readonly DeviceGroup[]): (groupId: string) => DeviceFilter | null | undefined {
  const byId = new Map(groups.map(({ id, filter }) => [id, filter]));
  return (groupId) => byId.get(groupId);
}

/** Says that people come into a group and leave it by themselves, where its filter makes that so. */
export function GroupWarnings(props: { filter: DeviceFilter | null; groups: readonly DeviceGroup[] }) {
  const { t, i18n } = useTranslation();
  const fields = fieldsOfUsers(props.filter, filtersOf(props.groups));
  if (fields.length === 0) return null;
  return (
    <p className={classes.warning} role="status">
      <StatusMark tone="waits">{warningText({ code: 'left-by-users', fields }, t, i18n.language)}</StatusMark>
    </p>
  );
}

/** A warning as a sentence. */
export function warningText(warning: AssignmentWarning, t: TFunction, locale: string): string {
  switch (warning.code) {
    case 'left-by-users': {
      const names = DEVICE_FIELDS.filter(({ id }) => warning.fields.includes(id)).map((field) => fieldLabel(field, t));
      return t('groupLint.leave', { fields: new Intl.ListFormat(locale).format(names) });
    }
    case 'no-managed-account':
      return t('groupLint.account');
    case 'big-for-many':
      return t('groupLint.big', { count: warning.devices, size: bytes(warning.bytes, locale) });
  }
}
