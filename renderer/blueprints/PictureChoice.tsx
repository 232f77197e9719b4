import { Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bytesToBase64 } from '../../shared/catalogue/index.ts';
import { LARGEST_PICTURE } from '../../shared/contract/blueprints.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';

/** Puts a picture into the media; says why when it cannot be taken. */
export function useAddPicture(onAdded: (id: string) => void) {
  const { t } = useTranslation();
  return useMutation({
    async mutationFn(file: File) {
      if (file.size > LARGEST_PICTURE) throw new Error(t('blueprints.tooLarge', { size: LARGEST_PICTURE / 1_000_000 }));
      const base64 = bytesToBase64(new Uint8Array(await file.arrayBuffer()));
      return engine.blueprints.addPicture({ name: file.name.replace(/\.[^.]*$/, ''), base64 });
    },
    async onSuccess({ id }) {
      await queryClient.invalidateQueries({ queryKey: api.blueprints.pictures.key() });
      onAdded(id);
    },
    onError: (error) => tellFailure(error),
  });
}

/** One of the pictures, or none. */
export function PictureChoice(props: { label: string; value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation();
  const pictures = useQuery(api.blueprints.pictures.queryOptions()).data ?? [];
  return (
    <Select
      label={props.label}
      placeholder={t('blueprints.noPicture')}
      clearable
      clearButtonProps={{ 'aria-label': t('blueprints.noPicture') }}
      data={pictures.map(({ id, name }) => ({ value: id, label: name }))}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
