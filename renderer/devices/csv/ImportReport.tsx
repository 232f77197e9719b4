import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { attributeField } from '../../../shared/contract/device-fields.ts';
import type { Attribute, FieldValue, ImportPreview } from '../../../shared/contract/index.ts';
import { number } from '../../format/quantity.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import classes from '../bulk/Bulk.module.css';
import { ScrollingTable } from '../bulk/ScrollingTable.tsx';
import { valueText } from '../field-text.ts';

/** So many refused lines are drawn. */
const SHOWN = 200;

/** What an import would change, or did, and every line that was left out with the reason. */
export function ImportReport(props: { preview: ImportPreview; attributes: readonly Attribute[]; done?: boolean }) {
  const { t, i18n } = useTranslation();
  const { preview } = props;
  const byId = new Map(props.attributes.map((attribute) => [attribute.id, attribute]));
  const said = (attributeId: string | null, value: FieldValue): string => {
    const attribute = attributeId === null ? undefined : byId.get(attributeId);
    return attribute === undefined
      ? String(value ?? '–')
      : valueText(attributeField(attribute), value, t, i18n.language);
  };
  const left = [
    ...preview.unmatched.map(({ line, serialNumber, reason }) => ({
      line,
      what: serialNumber,
      reason: t(`csv.import.reasons.${reason}`),
    })),
    ...preview.invalid.map(({ line, header, value, reason }) => ({ line, what: `${header}: ${value}`, reason })),
  ].sort((a, b) => a.line - b.line);
  const leftCount = preview.unmatchedCount + preview.invalidCount;
  const devices = t('devices.count', { count: preview.devices });
  return (
    <>
      <div role="status" className={classes.group}>
        <StatusMark tone={preview.changes > 0 ? 'done' : 'none'}>
          {props.done === true
            ? t('csv.import.done', { count: preview.changes, devices })
            : t('csv.import.changes', { count: preview.changes, devices })}
        </StatusMark>
        <Text size="xs" c="dimmed" ml={22}>
          {t('csv.import.matched', {
            matched: number(preview.matched, i18n.language),
            rows: t('csv.import.lines', { count: preview.rows }),
          })}
        </Text>
      </div>
      {preview.sample.length > 0 && props.done !== true && (
        <ScrollingTable
          label={t('csv.import.sample')}
          height={180}
          heads={[
            t('csv.import.line'),
            t('deviceFields.serialNumber'),
            t('csv.import.attribute'),
            t('csv.import.before'),
            t('csv.import.after'),
          ]}
        >
          {preview.sample.map(({ line, serialNumber, header, attributeId, before, after }) => (
            <tr key={`${line} ${header}`}>
              <td className="tabular">{line}</td>
              <td className="mono">{serialNumber}</td>
              <td>{byId.get(attributeId ?? '')?.name ?? header}</td>
              <td>{said(attributeId, before)}</td>
              <td>{said(attributeId, after)}</td>
            </tr>
          ))}
        </ScrollingTable>
      )}
      {leftCount > 0 && (
        <div className={classes.group}>
          <StatusMark tone="needs">{t('csv.import.left', { count: leftCount })}</StatusMark>
          <ScrollingTable
            label={t('csv.import.left', { count: leftCount })}
            height={160}
            heads={[t('csv.import.line'), t('csv.import.what'), t('csv.import.why')]}
          >
            {left.slice(0, SHOWN).map(({ line, what, reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line may be refused for several cells
              <tr key={`${line} ${index}`}>
                <td className="tabular">{line}</td>
                <td className="mono">{what === '' ? '–' : what}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </ScrollingTable>
          {leftCount > Math.min(SHOWN, left.length) && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('bulk.more', { count: leftCount - Math.min(SHOWN, left.length) })}
            </Text>
          )}
        </div>
      )}
    </>
  );
}
