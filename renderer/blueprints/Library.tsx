import { FileButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { BLUEPRINT_PARTS, type BlueprintContent, type BlueprintPart } from '../../shared/contract/blueprint-content.ts';
import type { BlueprintPicture } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { usePicture } from './BlueprintPicture.tsx';
import classes from './Blueprints.module.css';
import { useAddPicture } from './PictureChoice.tsx';
import { restrictions, usualValue } from './restriction-words.ts';

const MIME = 'application/x-cartwright-blueprint-item';
const SHELVES = ['parts', 'restrictions', 'pictures'] as const;

const libraryItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('part'), part: z.enum(BLUEPRINT_PARTS) }),
  z.object({ kind: z.literal('restriction'), key: z.string() }),
  z.object({ kind: z.literal('picture'), id: z.string() }),
]);
/** Something that can be put on the canvas. */
export type LibraryItem = z.infer<typeof libraryItem>;

/** What was dragged here, if it is of the library. */
export function draggedItem(data: DataTransfer): LibraryItem | undefined {
  try {
    return libraryItem.safeParse(JSON.parse(data.getData(MIME))).data;
  } catch {
    return undefined;
  }
}

/** What a blueprint says once something of the library is put on it. */
export function addToContent(content: BlueprintContent, item: LibraryItem): Partial<BlueprintContent> {
  if (item.kind === 'restriction')
    return {
      restrictions: { ...content.restrictions, [item.key]: content.restrictions[item.key] ?? usualValue(item.key) },
    };
  if (item.kind === 'picture') return { wallpaper: { lock: item.id, home: item.id } };
  return {};
}

/** What can be put on the device: dragged over, or by a click or Enter. */
export function Library({ onAdd }: { onAdd: (item: LibraryItem) => void }) {
  const { t, i18n } = useTranslation();
  const [shelf, setShelf] = useState<(typeof SHELVES)[number]>('parts');
  const [search, setSearch] = useState('');
  const pictures = useQuery(api.blueprints.pictures.queryOptions()).data ?? [];
  const addPicture = useAddPicture((id) => onAdd({ kind: 'picture', id }));
  const wanted = search.trim().toLowerCase();
  const entry = (key: string, title: string, item: LibraryItem, picture?: BlueprintPicture) => (
    <li key={key}>
      <button
        type="button"
        className={classes.item}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(MIME, JSON.stringify(item))}
        onClick={() => onAdd(item)}
      >
        {picture !== undefined && <Thumbnail of={picture} />}
        <span className={classes.who}>{title}</span>
        <IconPlus size={14} aria-hidden />
      </button>
    </li>
  );
  return (
    <aside className={classes.side} aria-label={t('blueprints.library')}>
      <h2>{t('blueprints.library')}</h2>
      <SegmentedControl
        size="xs"
        aria-label={t('blueprints.library')}
        value={shelf}
        onChange={(next) => setShelf(SHELVES.find((each) => each === next) ?? 'parts')}
        data={SHELVES.map((each) => ({ value: each, label: t(`blueprints.shelves.${each}`) }))}
      />
      <TextInput
        aria-label={t('blueprints.find')}
        placeholder={t('blueprints.find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {shelf === 'pictures' && (
        <RoleGate needs="administrator">
          <FileButton
            accept="image/png,image/jpeg"
            inputProps={{ 'aria-label': t('blueprints.addPicture') }}
            onChange={(file) => {
              if (file !== null) addPicture.mutate(file);
            }}
          >
            {(button) => (
              <button {...button} type="button" className={classes.item}>
                {t('blueprints.addPicture')}
                <IconPlus size={14} aria-hidden />
              </button>
            )}
          </FileButton>
        </RoleGate>
      )}
      <ul className={classes.library}>
        {shelf === 'parts' &&
          BLUEPRINT_PARTS.filter((part: BlueprintPart) =>
            t(`blueprints.parts.${part}`).toLowerCase().includes(wanted),
          ).map((part) => entry(part, t(`blueprints.parts.${part}`), { kind: 'part', part }))}
        {shelf === 'restrictions' &&
          restrictions(i18n.language)
            .filter(({ found }) => found.includes(wanted))
            .map(({ key, title }) => entry(key, title, { kind: 'restriction', key }))}
        {shelf === 'pictures' &&
          pictures
            .filter(({ name }) => name.toLowerCase().includes(wanted))
            .map((picture) => entry(picture.id, picture.name, { kind: 'picture', id: picture.id }, picture))}
      </ul>
    </aside>
  );
}

function Thumbnail({ of }: { of: BlueprintPicture }) {
  const address = usePicture(of.id);
  return address === undefined ? null : <img src={address} alt="" />;
}
