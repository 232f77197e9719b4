import { NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CartDetail, NewCart } from '../../shared/contract/index.ts';
import { parseNamePattern } from '../../shared/name-pattern.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { LookSwatches } from '../groups/LookSwatches.tsx';
import { engine } from '../live/client.ts';
import classes from './Carts.module.css';
import { rereadCarts } from './cart-actions.ts';
import { SmallRack } from './Rack.tsx';

const count = (value: number | string): number => (typeof value === 'number' ? value : 1);

/** Makes a cart, or changes one: what it is called, where it stands, and how many slots it has. */
export function CartDialog({ cart, onClose }: { cart?: CartDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<NewCart>({
    name: cart?.name ?? '',
    place: cart?.place ?? '',
    rows: cart?.rows ?? 4,
    columns: cart?.columns ?? 8,
    colour: cart?.colour ?? 'blue',
    icon: cart?.icon ?? 'cart',
    pattern: cart?.pattern ?? '',
    timeZone: cart?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    missingHours: cart?.missingHours ?? 24,
  });
  const change = (part: Partial<NewCart>): void => setDraft((before) => ({ ...before, ...part }));
  const wrong = parseNamePattern(draft.pattern.trim());
  const save = useMutation({
    mutationFn: () =>
      cart === undefined ? engine.carts.create(draft) : engine.carts.update({ cartId: cart.id, cart: draft }),
    onSuccess: async (saved) => {
      await rereadCarts();
      onClose();
      if (cart === undefined) await navigate(`/carts/${saved.id}`);
    },
  });
  const zones = [...new Set([draft.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  const preview = Array.from({ length: Math.min(100, draft.rows * draft.columns) }, () => 'ready' as const);
  return (
    <FormDialog
      title={cart === undefined ? t('carts.new') : t('carts.edit')}
      submit={t('carts.save')}
      busy={save.isPending}
      error={save.error}
      disabled={draft.name.trim() === '' || 'problem' in wrong || draft.rows * draft.columns > 100}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <div className={classes.fields}>
        <TextInput
          label={t('carts.name')}
          required
          data-autofocus
          maxLength={100}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('carts.place')}
          maxLength={200}
          value={draft.place}
          onChange={(event) => change({ place: event.currentTarget.value })}
        />
        <NumberInput
          label={t('carts.rows')}
          min={1}
          max={10}
          clampBehavior="strict"
          allowDecimal={false}
          value={draft.rows}
          onChange={(value) => change({ rows: count(value) })}
        />
        <NumberInput
          label={t('carts.columns')}
          min={1}
          max={20}
          clampBehavior="strict"
          allowDecimal={false}
          value={draft.columns}
          onChange={(value) => change({ columns: count(value) })}
        />
        <div className={classes.wide}>
          <SmallRack cart={{ ...draft, shown: preview }} />
        </div>
        <TextInput
          className={classes.wide}
          label={t('carts.pattern')}
          description={t('carts.patternHint')}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          value={draft.pattern}
          error={'problem' in wrong && t(`bulk.rename.wrong.${wrong.code}`, { token: wrong.token })}
          onChange={(event) => change({ pattern: event.currentTarget.value })}
        />
        <Select
          label={t('carts.timeZone')}
          searchable
          limit={50}
          data={zones}
          value={draft.timeZone}
          allowDeselect={false}
          onChange={(zone) => zone !== null && change({ timeZone: zone })}
        />
        <NumberInput
          label={t('carts.missingHours')}
          min={1}
          max={1440}
          clampBehavior="strict"
          allowDecimal={false}
          value={draft.missingHours}
          onChange={(value) => change({ missingHours: count(value) })}
        />
        <div className={classes.wide}>
          <LookSwatches look={draft} onLook={change} />
        </div>
      </div>
    </FormDialog>
  );
}
