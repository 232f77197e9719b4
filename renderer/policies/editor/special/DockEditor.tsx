import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { IconFile, IconFolder, IconLock, IconPlus, IconTrash, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../draft.ts';
import { useEditorTools } from '../EditorTools.tsx';
import { withValue } from '../edits.ts';
import home from '../HomeScreen.module.css';
import { colourOf } from '../HomeScreenEditor.tsx';
import {
  DOCK_KINDS,
  DOCK_SIDES,
  type Dock,
  type DockItem,
  type DockKind,
  type DockSide,
  dockEntry,
  dockItem,
  dockOf,
  MAC_APPS,
  nameInPath,
  withDock,
  withMovedItem,
} from './dock-items.ts';

interface Opened {
  readonly side: DockSide;
  /** Undefined for a new one. */
  readonly at: number | undefined;
}

/** The Dock of a Mac as it will look: icons are dragged, or moved with the arrow keys while Alt is held. */
export function DockEditor({ payload, index }: { payload: Profile; index: number }) {
  const { t } = useTranslation();
  const { change, readOnly } = useEditorTools();
  const dock = dockOf(payload);
  const [dragged, setDragged] = useState<{ readonly side: DockSide; readonly at: number }>();
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState('');
  const put = (side: DockSide, row: readonly DockItem[]): void => {
    if (row === dock[side]) return;
    const next: Dock = { ...dock, [side]: row };
    change((profile) => withValue(profile, ['PayloadContent', index], withDock(payload, next)));
  };
  const move = (side: DockSide, from: number, to: number): void => {
    const row = withMovedItem(dock[side], from, to);
    const item = dock[side][from];
    if (row === dock[side] || item === undefined) return;
    put(side, row);
    setSaid(
      t('profileEditor.home.moved', {
        name: dockItem(item.entry).label,
        place: t(`profileSpecial.dock.sides.${side}`),
        number: to + 1,
      }),
    );
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-dock="${side} ${to}"]`)?.focus({ preventScroll: true }),
    );
  };
  return (
    <section className={home.editor} aria-label={t('profileSpecial.dock.title')}>
      <p className={home.hint}>{t('profileSpecial.dock.hint')}</p>
      {DOCK_SIDES.map((side) => (
        <div key={side}>
          <div className={home.pageName}>{t(`profileSpecial.dock.sides.${side}`)}</div>
          <div className={home.dock}>
            <ul className={home.icons} aria-label={t(`profileSpecial.dock.sides.${side}`)}>
              {dock[side].map(({ entry, fixed }, at) => {
                const { label, kind } = dockItem(entry);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: icons have no identity but their place
                  <li key={at}>
                    <button
                      type="button"
                      className={home.icon}
                      data-dock={`${side} ${at}`}
                      draggable={!readOnly}
                      aria-label={t(fixed ? 'profileSpecial.dock.fixedIcon' : 'profileEditor.home.icon', {
                        name: label,
                        number: at + 1,
                      })}
                      onClick={() => setOpened({ side, at })}
                      onKeyDown={(event) => {
                        if (!event.altKey || readOnly) return;
                        const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
                        if (by === 0) return;
                        event.preventDefault();
                        move(side, at, at + by);
                      }}
                      onDragStart={() => setDragged({ side, at })}
                      onDragEnd={() => setDragged(undefined)}
                      onDragOver={(event) => dragged?.side === side && event.preventDefault()}
                      onDrop={(event) => {
                        event.preventDefault();
                        if (dragged?.side === side) move(side, dragged.at, at);
                        setDragged(undefined);
                      }}
                    >
                      <DockTile label={label} kind={kind} />
                      <span className={home.caption}>
                        {fixed && <IconLock size={10} aria-hidden />} {label}
                      </span>
                    </button>
                  </li>
                );
              })}
              {!readOnly && (
                <li>
                  <button type="button" className={home.icon} onClick={() => setOpened({ side, at: undefined })}>
                    <span className={home.add}>
                      <IconPlus size={20} aria-hidden />
                    </span>
                    <span className={home.caption}>
                      {t('profileEditor.home.add')}
                      <span className="visually-hidden"> {t(`profileSpecial.dock.sides.${side}`)}</span>
                    </span>
                  </button>
                </li>
              )}
            </ul>
          </div>
        </div>
      ))}
      <div role="status" className="visually-hidden">
        {said}
      </div>
      {opened !== undefined && (
        <DockDialog
          side={opened.side}
          item={opened.at === undefined ? undefined : dock[opened.side][opened.at]}
          readOnly={readOnly}
          onSave={(item) => {
            const row = dock[opened.side];
            put(
              opened.side,
              opened.at === undefined ? [...row, item] : row.map((each, at) => (at === opened.at ? item : each)),
            );
            setOpened(undefined);
          }}
          onRemove={() => {
            put(
              opened.side,
              dock[opened.side].filter((_, at) => at !== opened.at),
            );
            setOpened(undefined);
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  );
}

function DockTile({ label, kind }: { label: string; kind: DockKind }) {
  const Icon = { app: undefined, folder: IconFolder, file: IconFile, link: IconWorld }[kind];
  return (
    <span
      className={home.tile}
      style={{ background: colourOf(label) }}
      data-letter={Icon === undefined ? label.slice(0, 1).toUpperCase() : undefined}
    >
      {Icon !== undefined && <Icon size={24} aria-hidden />}
    </span>
  );
}

function DockDialog(props: {
  side: DockSide;
  item: DockItem | undefined;
  readOnly: boolean;
  onSave: (item: DockItem) => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { item, side, readOnly } = props;
  const [form, setForm] = useState(() =>
    item === undefined
      ? { label: '', path: '', kind: (side === 'apps' ? 'app' : 'folder') as DockKind, fixed: false }
      : { ...dockItem(item.entry), fixed: item.fixed },
  );
  const put = (change: Partial<typeof form>): void => setForm((before) => ({ ...before, ...change }));
  const path = form.path.trim();
  const bad = form.kind === 'link' ? !/^[a-z][a-z0-9+.-]*:/i.test(path) : !path.startsWith('/');
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={460}
      title={t(item === undefined ? 'profileEditor.home.new' : 'profileEditor.home.change')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={home.form}
        onSubmit={(event) => {
          event.preventDefault();
          const label = form.label.trim() === '' ? nameInPath(path) : form.label.trim();
          if (!bad && !readOnly)
            props.onSave({ fixed: form.fixed, entry: dockEntry(form.kind, label, path, item?.entry) });
        }}
      >
        {side === 'apps' ? (
          <Select
            label={t('profileSpecial.dock.known')}
            searchable
            placeholder={t('profileEditor.apps.add')}
            nothingFoundMessage={t('profileSpecial.dock.none')}
            data={MAC_APPS}
            value={MAC_APPS.some(({ value }) => value === path) ? path : null}
            onChange={(chosen) => chosen !== null && put({ path: chosen, label: nameInPath(chosen), kind: 'app' })}
          />
        ) : (
          <Select
            label={t('profileEditor.home.kind')}
            allowDeselect={false}
            data={DOCK_KINDS.filter((kind) => kind !== 'app').map((value) => ({
              value,
              label: t(`profileSpecial.dock.kinds.${value}`),
            }))}
            value={form.kind}
            onChange={(kind) => put({ kind: DOCK_KINDS.find((each) => each === kind) ?? 'folder' })}
          />
        )}
        <TextInput
          label={t(form.kind === 'link' ? 'profileEditor.home.url' : 'profileSpecial.dock.path')}
          placeholder={
            form.kind === 'link' ? 'https://' : side === 'apps' ? '/Applications/Safari.app' : '/Users/Shared'
          }
          withAsterisk
          spellCheck={false}
          error={
            path !== '' && bad ? t(`profileSpecial.dock.${form.kind === 'link' ? 'badUrl' : 'badPath'}`) : undefined
          }
          value={form.path}
          onChange={(event) => put({ path: event.currentTarget.value })}
        />
        <TextInput
          label={t('profileSpecial.dock.label')}
          placeholder={nameInPath(path)}
          value={form.label}
          onChange={(event) => put({ label: event.currentTarget.value })}
        />
        <Checkbox
          label={t('profileSpecial.dock.fixed')}
          checked={form.fixed}
          onChange={(event) => put({ fixed: event.currentTarget.checked })}
        />
        <div className={home.foot}>
          {item !== undefined && !readOnly && (
            <Button
              variant="default"
              c="var(--cw-needs)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={props.onRemove}
            >
              {t('common.remove')}
            </Button>
          )}
          <span />
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={bad || readOnly}>
            {t('profileEditor.home.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
