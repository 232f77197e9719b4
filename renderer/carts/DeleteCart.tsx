import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CartDetail } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { removeCart } from './cart-actions.ts';

/** Asks for the name of a cart before it goes. */
export function DeleteCart({ cart, onClose }: { cart: CartDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <FormDialog
      title={t('carts.deleteTitle', { name: cart.name })}
      submit={t('carts.delete')}
      danger
      busy={busy}
      disabled={typed.trim() !== cart.name}
      onClose={onClose}
      onSubmit={() => {
        setBusy(true);
        void removeCart(cart, t).then((done) => {
          setBusy(false);
          if (done) void navigate('/carts', { replace: true });
          else onClose();
        });
      }}
    >
      <p>{t('carts.deleteText', { count: cart.devices })}</p>
      <TextInput
        data-autofocus
        label={t('carts.deleteType', { name: cart.name })}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
