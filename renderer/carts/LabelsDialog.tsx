import { Button, Checkbox, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartDetail } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { useStatus } from '../live/hooks.ts';
import { download } from '../parts/download.ts';
import { tellFailure } from '../parts/notify.ts';
import { PAPER } from '../parts/pdf.ts';
import classes from './Carts.module.css';
import { cartSheetPdf, labelsPdf, squaresOf } from './label-pdf.ts';
import { LABEL_SHEETS, type LabelSheet, layOut, type PlacedLabel } from './label-sheets.ts';

const FIELDS = ['name', 'cart', 'serial', 'model', 'organisation'] as const;
type Field = (typeof FIELDS)[number];

/** Labels for the devices of a cart: the sheet, where to begin, what is on them, and how it looks. */
export function LabelsDialog(props: { cart: CartDetail; chosen: ReadonlySet<number>; onClose: () => void }) {
  const { t } = useTranslation();
  const { cart, chosen } = props;
  const organisation = useStatus().data?.organisation ?? '';
  const [code, setCode] = useState(LABEL_SHEETS[0]?.code ?? '');
  const [start, setStart] = useState(1);
  const [holds, setHolds] = useState<'serial' | 'address'>('serial');
  const [fields, setFields] = useState<readonly Field[]>(['name', 'cart', 'serial']);
  const [which, setWhich] = useState<'chosen' | 'all'>(chosen.size > 0 ? 'chosen' : 'all');
  const [busy, setBusy] = useState(false);
  const sheet = LABEL_SHEETS.find((one) => one.code === code) ?? LABEL_SHEETS[0];
  if (sheet === undefined) return null;
  const labels = cart.slots.flatMap(({ slot, device }) => {
    if (device === null || (which === 'chosen' && chosen.size > 0 && !chosen.has(slot))) return [];
    const texts: Record<Field, string> = {
      name: device.name ?? device.modelName ?? '',
      cart: `${cart.name} · ${slot}`,
      serial: device.serialNumber ?? '',
      model: device.modelName ?? device.productName ?? '',
      organisation,
    };
    const address = `${window.location.origin}${window.location.pathname}#/devices/${device.id}`;
    return [
      {
        code: holds === 'serial' ? (device.serialNumber ?? device.id) : address,
        lines: FIELDS.filter((field) => fields.includes(field)).flatMap((field) =>
          texts[field] === '' ? [] : [texts[field]],
        ),
      },
    ];
  });
  const pages = layOut(sheet, start, labels);
  const save = (name: string, make: () => Promise<Uint8Array>): void => {
    setBusy(true);
    make()
      .then((bytes) => download(name, bytes as BlobPart, 'application/pdf'))
      .catch((error: unknown) => tellFailure(error))
      .finally(() => setBusy(false));
  };
  return (
    <FormDialog
      title={t('carts.labels.title', { name: cart.name })}
      submit={t('carts.labels.save')}
      size={760}
      busy={busy}
      disabled={labels.length === 0}
      onClose={props.onClose}
      onSubmit={() => save(`${cart.name} labels.pdf`, () => labelsPdf(sheet, pages))}
    >
      <div className={classes.fields}>
        <div>
          <Select
            label={t('carts.labels.sheet')}
            data-autofocus
            allowDeselect={false}
            data={(['A4', 'Letter'] as const).map((paper) => ({
              group: paper,
              items: LABEL_SHEETS.filter((one) => one.paper === paper).map((one) => ({
                value: one.code,
                label: t('carts.labels.sheetOf', {
                  ...{ code: one.code, columns: one.columns, rows: one.rows },
                  ...{ width: Math.round(one.width * 10) / 10, height: Math.round(one.height * 10) / 10 },
                }),
              })),
            }))}
            value={code}
            onChange={(next) => next !== null && setCode(next)}
          />
          <NumberInput
            mt="sm"
            label={t('carts.labels.start')}
            description={t('carts.labels.startHint')}
            min={1}
            max={sheet.columns * sheet.rows}
            clampBehavior="strict"
            allowDecimal={false}
            value={start}
            onChange={(value) => setStart(typeof value === 'number' ? value : 1)}
          />
          <Checkbox.Group
            mt="sm"
            label={t('carts.labels.fields')}
            value={[...fields]}
            onChange={(next) => setFields(FIELDS.filter((field) => next.includes(field)))}
          >
            {FIELDS.map((field) => (
              <Checkbox key={field} mt={10} size="xs" value={field} label={t(`carts.labels.field.${field}`)} />
            ))}
          </Checkbox.Group>
          <p style={{ margin: '12px 0 4px', fontWeight: 500 }}>{t('carts.labels.code')}</p>
          <SegmentedControl
            size="xs"
            aria-label={t('carts.labels.code')}
            value={holds}
            onChange={(next) => setHolds(next === 'address' ? 'address' : 'serial')}
            data={(['serial', 'address'] as const).map((one) => ({
              value: one,
              label: t(`carts.labels.codes.${one}`),
            }))}
          />
          {chosen.size > 0 && (
            <SegmentedControl
              mt="sm"
              size="xs"
              aria-label={t('carts.labels.which')}
              value={which}
              onChange={(next) => setWhich(next === 'chosen' ? 'chosen' : 'all')}
              data={(['chosen', 'all'] as const).map((one) => ({ value: one, label: t(`carts.labels.${one}`) }))}
            />
          )}
          <p>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                save(`${cart.name}.pdf`, () =>
                  cartSheetPdf(cart, {
                    title: t('carts.labels.listOf', { name: cart.name }),
                    heads: [
                      t('carts.slot', { slot: '' }).trim(),
                      t('carts.device'),
                      t('carts.serialNumber'),
                      t('carts.person'),
                    ],
                  }),
                )
              }
            >
              {t('carts.labels.list')}
            </Button>
          </p>
        </div>
        <figure style={{ margin: 0 }}>
          <figcaption className={classes.soft}>
            {t('carts.labels.preview')} · {t('carts.labels.pages', { count: pages.length })}
          </figcaption>
          <Preview sheet={sheet} labels={pages[0] ?? []} label={t('carts.labels.preview')} />
        </figure>
      </div>
    </FormDialog>
  );
}

/** A sheet as it comes out of the printer. */
function Preview({ sheet, labels, label }: { sheet: LabelSheet; labels: readonly PlacedLabel[]; label: string }) {
  const { width, height } = PAPER[sheet.paper];
  const codes = useQuery({
    queryKey: ['label-codes', labels.map(({ code }) => code.text)],
    queryFn: () => Promise.all(labels.map(({ code }) => squaresOf(code.text).then(pathOf))),
    gcTime: 0,
  }).data;
  const frames = Array.from({ length: sheet.columns * sheet.rows }, (_, at) => ({
    x: sheet.left + (at % sheet.columns) * sheet.stepX,
    y: sheet.top + Math.floor(at / sheet.columns) * sheet.stepY,
  }));
  return (
    <svg className={classes.paper} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {frames.map(({ x, y }) => (
        <rect
          key={`${x} ${y}`}
          {...{ x, y, width: sheet.width, height: sheet.height, rx: 2 }}
          fill="none"
          stroke="#c8ccd4"
          strokeWidth={0.3}
        />
      ))}
      {labels.map((one, index) => (
        <g key={`${one.x} ${one.y}`}>
          {codes?.[index] !== undefined && (
            <path
              d={codes[index].path}
              transform={`translate(${one.code.x} ${one.code.y}) scale(${one.code.side / codes[index].size})`}
              fill="#000"
            />
          )}
          {one.lines.map((line) => (
            <text
              key={line.y}
              x={line.x}
              y={line.y}
              fontSize={line.size}
              fontWeight={line.bold ? 700 : 400}
              fontFamily="'Noto Sans', Helvetica, Arial, sans-serif"
              fill="#000"
            >
              {line.text.slice(0, Math.floor(one.lineWidth / (line.size * 0.62)))}
            </text>
          ))}
        </g>
      ))}
    </svg>
  );
}

function pathOf({ size, dark }: Awaited<ReturnType<typeof squaresOf>>): { size: number; path: string } {
  let path = '';
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) if (dark(row, column)) path += `M${column} ${row}h1v1h-1z`;
  return { size, path };
}
