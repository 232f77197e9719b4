import { Button, FileButton, Group, Modal, Stack } from '@mantine/core';
import { IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartDetail } from '../../shared/contract/index.ts';
import { tellFailure } from '../parts/notify.ts';
import { useCartPicture } from './CartPicture.tsx';
import classes from './Carts.module.css';
import { changePicture } from './cart-actions.ts';
import { cartPictureFrom } from './cart-picture.ts';

/** Gives a cart a picture by dropping or choosing a file, or takes it away; both can be taken back. */
export function PictureDialog({ cart, onClose }: { cart: CartDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const address = useCartPicture(cart.pictureId);
  const change = async (file: File | null): Promise<void> => {
    setBusy(true);
    const base64 = file === null ? null : await cartPictureFrom(file);
    if (base64 === undefined) tellFailure(new Error(t('carts.picture.unreadable')));
    else if (await changePicture(cart, base64, t)) return onClose();
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('carts.picture.title', { name: cart.name })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is beside the button that chooses one */}
        <div
          className={classes.dropPicture}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const [dropped] = event.dataTransfer.files;
            if (dropped !== undefined && !busy) void change(dropped);
          }}
        >
          {address !== undefined && <img src={address} alt={t('carts.picture.title', { name: cart.name })} />}
          <p>{t('carts.picture.drop')}</p>
        </div>
        <Group justify="flex-end">
          {cart.pictureId !== null && (
            <Button
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              disabled={busy}
              onClick={() => void change(null)}
            >
              {t('carts.picture.remove')}
            </Button>
          )}
          <FileButton
            accept="image/*"
            inputProps={{ 'aria-label': t('carts.picture.choose') }}
            onChange={(file) => file !== null && void change(file)}
          >
            {(button) => (
              <Button {...button} data-autofocus loading={busy} leftSection={<IconPhotoPlus size={16} aria-hidden />}>
                {t('carts.picture.choose')}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </Modal>
  );
}
