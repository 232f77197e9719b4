import { Button, Checkbox, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceSelection } from '../../../shared/contract/index.ts';
import { engine } from '../../live/client.ts';
import { download } from '../../parts/download.ts';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import classes from '../bulk/Bulk.module.css';
import type { DeviceOrder } from '../device-filter.ts';
import { fieldLabel } from '../field-text.ts';
import { EXPORT_KINDS, type ExportKind, exportFields, exportGroups } from './export-columns.ts';

/** Takes a list of devices away as CSV: the basic columns, the ones shown, or all of some groups. */
export function ExportDialog(props: {
  devices: DeviceSelection;
  count: number;
  order: DeviceOrder;
  fields: readonly DeviceField[];
  /** The columns the list shows. */
  current: readonly DeviceField[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { fields, current, onClose } = props;
  const [kind, setKind] = useState<ExportKind>('current');
  const offered = useMemo(() => exportGroups(fields), [fields]);
  const [groups, setGroups] = useState(() => new Set(offered));
  const columns = exportFields(kind, fields, current, groups);
  const make = useMutation({
    mutationFn: () =>
      engine.devices.export({
        devices: props.devices,
        ...props.order,
        columns: columns.map(({ id }) => id),
        headers: columns.map((field) => fieldLabel(field, t)),
      }),
    onSuccess: (file) => {
      download(file.filename, file.text, file.contentType);
      tellDone(t('csv.export.done', { count: file.rows, filename: file.filename }));
      onClose();
    },
    onError: (error) => tellFailure(error, t('csv.export.failed')),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('csv.export.title', { count: props.count })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Radio.Group label={t('csv.export.which')} value={kind} onChange={(value) => setKind(value as ExportKind)}>
          <Stack gap="xs" mt="xs">
            {EXPORT_KINDS.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`csv.export.${value}`)}
                description={t(`csv.export.about.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {kind === 'all' && (
          <Stack gap={6} mt="sm" ml={30}>
            {offered.map((group) => (
              <Checkbox
                key={group}
                size="xs"
                label={t(`deviceFieldGroups.${group}`)}
                checked={groups.has(group)}
                onChange={() =>
                  setGroups((chosen) => {
                    const next = new Set(chosen);
                    if (!next.delete(group)) next.add(group);
                    return next;
                  })
                }
              />
            ))}
          </Stack>
        )}
        <div className={classes.foot}>
          <Text size="xs" c="dimmed">
            {t('csv.export.columns', { count: columns.length })}
          </Text>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" leftSection={<IconDownload size={16} aria-hidden />} loading={make.isPending}>
            {t('csv.export.action')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
