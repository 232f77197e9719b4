import { Chip, FileButton, Group, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import {
  BLUEPRINT_PARTS,
  type BlueprintContent,
  type BlueprintPart,
  blueprintApp,
} from '../../shared/contract/blueprint-content.ts';
import type { BlueprintPicture } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { usePicture } from './BlueprintPicture.tsx';
import classes from './Blueprints.module.css';
import { useAddPicture } from './PictureChoice.tsx';
import { restrictions, usualValue } from './restriction-words.ts';

const MIME = 'application/x-cartwright-blueprint-item';
const SHELVES = ['parts', 'policies', 'apps', 'restrictions', 'pictures'] as const;
/** More are found by typing. */
const MOST_SHOWN = 100;

const libraryItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('part'), part: z.enum(BLUEPRINT_PARTS) }),
  z.object({ kind: z.literal('policy'), id: z.string() }),
  z.object({
    kind: z.literal('app'),
    bundleId: z.string(),
    name: z.string(),
    source: blueprintApp.shape.source.nullable(),
  }),
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

/** Parts an app can be put on. */
const FOR_APPS = ['apps', 'removeApps', 'homeScreen', 'singleApp'] as const;

/** The part that takes something of the library: the one it is put on where that takes it, else its own. */
export function partFor(item: LibraryItem, on: BlueprintPart | null): BlueprintPart {
  switch (item.kind) {
    case 'part':
      return item.part;
    case 'policy':
      return 'policies';
    case 'app':
      return FOR_APPS.find((part) => part === on) ?? 'apps';
    case 'restriction':
      return 'restrictions';
    case 'picture':
      return 'wallpaper';
  }
}

const withOne = <T,>(all: readonly T[], one: T, same: (other: T) => boolean): T[] =>
  all.some(same) ? [...all] : [...all, one];

/** What a blueprint says once something of the library is put on a part of it. */
export function addToContent(
  content: BlueprintContent,
  item: LibraryItem,
  part: BlueprintPart,
): Partial<BlueprintContent> {
  if (item.kind === 'policy') {
    const policy = { policyId: item.id, version: null };
    return { policies: withOne(content.policies, policy, ({ policyId }) => policyId === item.id) };
  }
  if (item.kind === 'app') {
    const { bundleId, name, source } = item;
    const isIt = (other: string): boolean => other === bundleId;
    if (part === 'removeApps') return { removeApps: withOne(content.removeApps, bundleId, isIt) };
    if (part === 'singleApp') return { singleApp: bundleId };
    if (part === 'homeScreen') {
      const { dock, pages } = content.homeScreen ?? { dock: [], pages: [[]] };
      if ([...dock, ...pages.flat()].some(isIt)) return {};
      return { homeScreen: { dock, pages: [...pages.slice(0, -1), [...(pages.at(-1) ?? []), bundleId]] } };
    }
    // Where nobody said where it comes from, the number is to be filled in.
    const app = { bundleId, name, source: source ?? { kind: 'store' as const, id: 0 } };
    return { apps: withOne(content.apps, app, (other) => isIt(other.bundleId)) };
  }
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
  // Arrow keys go from one to the next of what has one name.
  const name = useId();
  const pictures = useQuery(api.blueprints.pictures.queryOptions()).data ?? [];
  const policies =
    useQuery({ ...api.policies.list.queryOptions({ input: { limit: 1000 } }), enabled: shelf === 'policies' }).data
      ?.rows ?? [];
  const apps = useQuery({ ...api.blueprints.apps.queryOptions(), enabled: shelf === 'apps' }).data ?? [];
  const addPicture = useAddPicture((id) => onAdd({ kind: 'picture', id }));
  const wanted = search.trim().toLowerCase();
  const entry = (
    key: string,
    title: string,
    item: LibraryItem,
    more: { picture?: BlueprintPicture; hint?: string } = {},
  ) => (
    <li key={key}>
      <button
        type="button"
        className={classes.item}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(MIME, JSON.stringify(item))}
        onClick={() => onAdd(item)}
      >
        {more.picture !== undefined && <Thumbnail of={more.picture} />}
        <span className={classes.title}>
          {title}
          {more.hint !== undefined && <span className={classes.hint}>{more.hint}</span>}
        </span>
        <IconPlus size={14} aria-hidden />
      </button>
    </li>
  );
  return (
    <aside className={classes.side} aria-label={t('blueprints.library')}>
      <h2>{t('blueprints.library')}</h2>
      <Chip.Group value={shelf} onChange={(next) => setShelf(SHELVES.find((each) => each === next) ?? 'parts')}>
        <Group gap={6} role="radiogroup" aria-label={t('blueprints.shelf')}>
          {SHELVES.map((each) => (
            <Chip
              key={each}
              size="xs"
              name={name}
              value={each}
              icon={null}
              classNames={{ iconWrapper: 'visually-hidden', label: classes.chip }}
            >
              {t(`blueprints.shelves.${each}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
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
        {shelf === 'policies' &&
          policies
            .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
            .slice(0, MOST_SHOWN)
            .map(({ id, name, description }) =>
              entry(id, name, { kind: 'policy', id }, description === '' ? {} : { hint: description }),
            )}
        {shelf === 'apps' &&
          apps
            .filter(({ name, bundleId }) => `${name} ${bundleId}`.toLowerCase().includes(wanted))
            .slice(0, MOST_SHOWN)
            .map(({ bundleId, name, source, devices }) =>
              entry(
                bundleId,
                name,
                { kind: 'app', bundleId, name, source },
                {
                  hint: devices === 0 ? bundleId : t('blueprints.onDevices', { count: devices }),
                },
              ),
            )}
        {shelf === 'restrictions' &&
          restrictions(i18n.language)
            .filter(({ found }) => found.includes(wanted))
            .map(({ key, title }) => entry(key, title, { kind: 'restriction', key }))}
        {shelf === 'pictures' &&
          pictures
            .filter(({ name }) => name.toLowerCase().includes(wanted))
            .map((picture) => entry(picture.id, picture.name, { kind: 'picture', id: picture.id }, { picture }))}
        {(shelf === 'policies' && policies.length === 0) || (shelf === 'apps' && apps.length === 0) ? (
          <li className={classes.soft}>{t('blueprints.nothingOnShelf')}</li>
        ) : null}
      </ul>
    </aside>
  );
}

function Thumbnail({ of }: { of: BlueprintPicture }) {
  const address = usePicture(of.id);
  return address === undefined ? null : <img src={address} alt="" />;
}
