import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CartAction, CartActionKind, CartDetail } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine, queryClient } from '../live/client.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { ASKS_TWICE, CAN_WAIT } from './action-kinds.ts';
import classes from './Carts.module.css';

interface Texts {
  message: string;
  phoneNumber: string;
  footnote: string;
}

function actionOf(kind: CartActionKind, { message, phoneNumber, footnote }: Texts): CartAction {
  if (kind === 'lock') return { kind, message, phoneNumber };
  if (kind === 'lostOn') return { kind, message: message === '' ? ' ' : message, phoneNumber, footnote };
  if (kind === 'message') return { kind, text: message };
  return { kind };
}

/** Says what an action does, whom it reaches and whom not, and does it: now, or within hours of the night. */
export function ActionDialog(props: {
  cart: CartDetail;
  slots: number[] | null;
  kind: CartActionKind;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { cart, slots, kind } = props;
  const [texts, setTexts] = useState<Texts>({ message: '', phoneNumber: '', footnote: '' });
  const [later, setLater] = useState(kind === 'update');
  const [hours, setHours] = useState({ from: '22:00', to: '05:00' });
  const [typed, setTyped] = useState('');
  // Who is reached hangs on whether there is a text, not on its letters.
  const [asked] = useDebouncedValue(
    actionOf(kind, { ...texts, message: kind === 'lostOn' || texts.message !== '' ? 'x' : '' }),
    150,
  );
  const check = useQuery({
    ...api.carts.checkAction.queryOptions({ input: { cartId: cart.id, slots, action: asked } }),
    placeholderData: keepPreviousData,
  });
  const rows = check.data?.rows ?? [];
  const reached = rows.filter(({ fits }) => fits).length;
  const skipped = rows.filter(({ fits }) => !fits);
  const name = t(`carts.actions.${kind}`);
  const act = useMutation({
    mutationFn: () =>
      engine.carts.act({
        cartId: cart.id,
        slots,
        action: actionOf(kind, texts),
        window: later && CAN_WAIT.has(kind) ? hours : null,
      }),
    onSuccess: async (run) => {
      tellDone(t(run.state === 'scheduled' ? 'carts.run.planned' : 'carts.run.begun', { action: name }));
      await queryClient.invalidateQueries({ queryKey: api.carts.key() });
      await navigate(`/carts/${cart.id}/actions`);
    },
  });
  const needsText = kind === 'lostOn' && texts.message.trim() === '';
  const text = (key: keyof Texts, label: string, long = false): React.ReactNode => {
    const shared = {
      label,
      value: texts[key],
      onChange: (event: { currentTarget: { value: string } }) => {
        const { value } = event.currentTarget;
        setTexts((before) => ({ ...before, [key]: value }));
      },
    };
    return long ? (
      <Textarea {...shared} autosize minRows={2} maxLength={200} data-autofocus />
    ) : (
      <TextInput {...shared} maxLength={50} />
    );
  };
  return (
    <FormDialog
      title={`${name} · ${cart.name}`}
      submit={t('carts.run.submit', { action: name, count: reached })}
      busy={act.isPending}
      error={act.error}
      danger={ASKS_TWICE.has(kind)}
      disabled={reached === 0 || needsText || (ASKS_TWICE.has(kind) && typed.trim() !== cart.name)}
      onClose={props.onClose}
      onSubmit={() => act.mutate()}
    >
      <p>{t(`carts.about.${kind}`)}</p>
      {kind === 'message' && text('message', t('carts.run.text'), true)}
      {(kind === 'lock' || kind === 'lostOn') && (
        <>
          {text('message', t('carts.run.message'), true)}
          {text('phoneNumber', t('carts.run.phone'))}
        </>
      )}
      {kind === 'lostOn' && text('footnote', t('carts.run.footnote'))}
      {CAN_WAIT.has(kind) && (
        <div>
          <SegmentedControl
            size="xs"
            aria-label={t('carts.run.when')}
            value={later ? 'window' : 'now'}
            onChange={(next) => setLater(next === 'window')}
            data={[
              { value: 'now', label: t('carts.run.now') },
              { value: 'window', label: t('carts.run.window') },
            ]}
          />
          {later && (
            <>
              <div className={classes.fields} style={{ marginTop: 8 }}>
                {(['from', 'to'] as const).map((end) => (
                  <TextInput
                    key={end}
                    type="time"
                    required
                    label={t(`carts.run.${end}`)}
                    value={hours[end]}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      setHours((before) => ({ ...before, [end]: value }));
                    }}
                  />
                ))}
              </div>
              <p className={classes.soft}>{t('carts.run.windowHint', { zone: cart.timeZone })}</p>
            </>
          )}
        </div>
      )}
      {check.data === undefined ? (
        <SkeletonLines count={2} />
      ) : (
        <div role="status">
          <StatusMark tone={reached > 0 ? 'done' : 'none'}>{t('carts.run.reached', { count: reached })}</StatusMark>
          {skipped.length > 0 && (
            <details>
              <summary>
                <StatusMark tone="waits">{t('carts.run.skipped', { count: skipped.length })}</StatusMark>
              </summary>
              <ul className={classes.list}>
                {skipped.map(({ slot, name: device, findings }) => (
                  <li key={slot} className={classes.soft}>
                    {t('carts.slotOf', { slot, name: device ?? '' })}:{' '}
                    {findings.map((finding) => findingText(finding, t)).join(' ')}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      {ASKS_TWICE.has(kind) && (
        <TextInput
          label={t('carts.run.confirm', { name: cart.name })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
