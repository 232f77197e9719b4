import { Button, FileButton, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartDetail } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api } from '../live/client.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { readTextFile } from '../parts/text-file.ts';
import classes from './Carts.module.css';
import { arrange } from './cart-actions.ts';

/** Fills a cart from a list of serial numbers or asset tags, after showing what it means. */
export function FileDialog({ cart, onClose }: { cart: CartDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [asked] = useDebouncedValue(text, 200);
  const read = useQuery({
    ...api.carts.readFile.queryOptions({ input: { cartId: cart.id, text: asked } }),
    enabled: asked.trim() !== '',
    gcTime: 0,
  }).data;
  const known = text.trim() === '' || asked !== text ? undefined : read;
  return (
    <FormDialog
      title={t('carts.file.title', { name: cart.name })}
      submit={t('carts.file.submit', { count: known?.places.length ?? 0 })}
      busy={busy}
      disabled={known === undefined || known.places.length === 0}
      onClose={onClose}
      onSubmit={() => {
        setBusy(true);
        const places = (known?.places ?? []).map(({ slot, deviceId }) => ({ cartId: cart.id, slot, deviceId }));
        void arrange(cart, places, t, { take: true }).then((done) => {
          setBusy(false);
          if (done) onClose();
        });
      }}
    >
      <p>{t('carts.file.text')}</p>
      <Textarea
        label={t('carts.file.field')}
        data-autofocus
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FileButton
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        inputProps={{ 'aria-label': t('carts.file.choose') }}
        onChange={(file) => void readTextFile(file, setText)}
      >
        {(button) => (
          <Button
            {...button}
            variant="default"
            size="compact-sm"
            style={{ alignSelf: 'flex-start' }}
            leftSection={<IconFileImport size={14} aria-hidden />}
          >
            {t('carts.file.choose')}
          </Button>
        )}
      </FileButton>
      {known !== undefined && (
        <div role="status">
          <StatusMark tone={known.places.length > 0 ? 'done' : 'none'}>
            {t('carts.file.placed', { count: known.places.length })}
          </StatusMark>
          <ul className={classes.list}>
            {known.problems.map(({ line, code, reason }) => (
              <li key={line} className={classes.soft}>
                {t('carts.file.line', { line, code })} · {t(`carts.file.reasons.${reason}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  );
}
