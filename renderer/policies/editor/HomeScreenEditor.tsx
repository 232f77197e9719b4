import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { IconFolder, IconPlus, IconTrash, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { APP_CHOICES, appName } from './apps.ts';
import type { Profile } from './draft.ts';
import { useEditorTools } from './EditorTools.tsx';
import { withValue } from './edits.ts';
import classes from './HomeScreen.module.css';
import {
  folderWith,
  type HomeLayout,
  type Icon,
  iconsIn,
  layoutOf,
  type Shelf,
  type Spot,
  shelfOf,
  withChangedIcon,
  withIcon,
  withLayout,
  withMovedIcon,
  withoutIcon,
} from './home-layout.ts';

const textOf = (icon: Icon, key: string): string => (typeof icon[key] === 'string' ? icon[key] : '');

/** What an icon is called under it. */
function captionOf(icon: Icon): string {
  if (icon.Type === 'WebClip') return textOf(icon, 'DisplayName') || textOf(icon, 'URL').replace(/^https?:\/\//, '');
  if (icon.Type === 'Folder') return textOf(icon, 'DisplayName');
  return appName(textOf(icon, 'BundleID'));
}

/** The home screen as it will look: icons are dragged, or moved with the arrow keys while Alt is held. */
export function HomeScreenEditor({ payload, index }: { payload: Profile; index: number }) {
  const { t } = useTranslation();
  const { change, readOnly } = useEditorTools();
  const layout = layoutOf(payload);
  const [dragged, setDragged] = useState<Spot>();
  const [opened, setOpened] = useState<{ readonly spot: Spot | undefined; readonly shelf: Shelf }>();
  const [said, setSaid] = useState('');
  const put = (next: HomeLayout): void => {
    if (next === layout) return;
    change((profile) => withValue(profile, ['PayloadContent', index], withLayout(payload, next)));
  };
  const pageName = (shelf: Shelf): string =>
    shelf === 'dock' ? t('profileEditor.home.dock') : t('profileEditor.home.page', { number: shelf + 1 });
  const move = (from: Spot, to: Spot): void => {
    const icon = shelfOf(layout, from.shelf)[from.index];
    put(withMovedIcon(layout, from, to));
    setSaid(
      t('profileEditor.home.moved', {
        name: icon === undefined ? '' : captionOf(icon),
        place: pageName(to.shelf),
        number: to.index + 1,
      }),
    );
    // The icon keeps the focus where it went.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-spot="${to.shelf} ${to.index}"]`)?.focus({ preventScroll: true }),
    );
  };
  const onKey = (event: React.KeyboardEvent, spot: Spot): void => {
    if (!event.altKey || readOnly) return;
    const { shelf, index: at } = spot;
    const length = shelfOf(layout, shelf).length;
    const before: Shelf = shelf === 'dock' ? Math.max(0, layout.pages.length - 1) : shelf - 1;
    // Below the last page a new one begins, unless that would be the same page again; below that is the dock.
    const last = typeof shelf === 'number' && shelf >= layout.pages.length - 1;
    const after: Shelf = shelf === 'dock' ? 0 : last && length === 1 ? 'dock' : shelf + 1;
    const to: Spot | undefined =
      event.key === 'ArrowLeft' && at > 0
        ? { shelf, index: at - 1 }
        : event.key === 'ArrowRight' && at < length - 1
          ? { shelf, index: at + 1 }
          : event.key === 'ArrowUp' && (shelf === 'dock' || shelf > 0)
            ? { shelf: before, index: shelfOf(layout, before).length }
            : event.key === 'ArrowDown' && shelf !== 'dock'
              ? { shelf: after, index: shelfOf(layout, after).length }
              : undefined;
    if (to === undefined) return;
    event.preventDefault();
    move(spot, to);
  };
  const shelf = (which: Shelf) => (
    <div className={which === 'dock' ? classes.dock : classes.page}>
      <ul
        className={classes.icons}
        aria-label={pageName(which)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          if (dragged !== undefined) move(dragged, { shelf: which, index: shelfOf(layout, which).length });
          setDragged(undefined);
        }}
      >
        {shelfOf(layout, which).map((icon, at) => {
          const spot: Spot = { shelf: which, index: at };
          const caption = captionOf(icon);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: icons have no identity but their place
            <li key={at}>
              <button
                type="button"
                className={classes.icon}
                data-spot={`${which} ${at}`}
                draggable={!readOnly}
                aria-label={t('profileEditor.home.icon', { name: caption, number: at + 1 })}
                onClick={() => setOpened({ spot, shelf: which })}
                onKeyDown={(event) => onKey(event, spot)}
                onDragStart={() => setDragged(spot)}
                onDragEnd={() => setDragged(undefined)}
                onDrop={(event) => {
                  event.preventDefault();
                  event.stopPropagation();
                  if (dragged !== undefined) move(dragged, spot);
                  setDragged(undefined);
                }}
              >
                <Tile icon={icon} />
                <span className={classes.caption}>{caption}</span>
              </button>
            </li>
          );
        })}
        {!readOnly && (
          <li>
            <button type="button" className={classes.icon} onClick={() => setOpened({ spot: undefined, shelf: which })}>
              <span className={classes.add}>
                <IconPlus size={20} aria-hidden />
              </span>
              <span className={classes.caption}>
                {t('profileEditor.home.add')}
                <span className="visually-hidden"> {pageName(which)}</span>
              </span>
            </button>
          </li>
        )}
      </ul>
    </div>
  );
  const icon = opened?.spot === undefined ? undefined : shelfOf(layout, opened.spot.shelf)[opened.spot.index];
  return (
    <section className={classes.editor} aria-label={t('profileEditor.home.title')}>
      <p className={classes.hint}>{t('profileEditor.home.hint')}</p>
      <div className={classes.pages}>
        {layout.pages.map((_, page) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pages are their numbers
          <div key={page}>
            <div className={classes.pageName}>{pageName(page)}</div>
            {shelf(page)}
          </div>
        ))}
        {!readOnly && (
          <div>
            <div className={classes.pageName}>{pageName(layout.pages.length)}</div>
            {shelf(layout.pages.length)}
          </div>
        )}
      </div>
      <div className={classes.pageName}>{pageName('dock')}</div>
      {shelf('dock')}
      <div role="status" className="visually-hidden">
        {said}
      </div>
      {opened !== undefined && (
        <IconDialog
          icon={icon}
          readOnly={readOnly}
          onSave={(next) => {
            put(
              opened.spot === undefined
                ? withIcon(layout, opened.shelf, next)
                : withChangedIcon(layout, opened.spot, next),
            );
            setOpened(undefined);
          }}
          onRemove={() => {
            if (opened.spot !== undefined) put(withoutIcon(layout, opened.spot));
            setOpened(undefined);
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  );
}

function Tile({ icon }: { icon: Icon }) {
  if (icon.Type === 'Folder')
    return (
      <span className={classes.folder}>
        {iconsIn(icon)
          .slice(0, 9)
          .map((inner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: icons have no identity but their place
            <span key={index} style={{ background: colourOf(captionOf(inner)) }} />
          ))}
        {iconsIn(icon).length === 0 && <IconFolder size={22} aria-hidden />}
      </span>
    );
  const caption = captionOf(icon);
  return (
    <span
      className={classes.tile}
      style={{ background: colourOf(caption) }}
      data-letter={icon.Type === 'WebClip' ? undefined : caption.replace(/^.*\./, '').slice(0, 1).toUpperCase()}
    >
      {icon.Type === 'WebClip' && <IconWorld size={24} aria-hidden />}
    </span>
  );
}

/** The same colour for the same name; dark enough for white letters. */
export function colourOf(name: string): string {
  let sum = 0;
  for (let at = 0; at < name.length; at++) sum = (sum * 31 + name.charCodeAt(at)) % 360;
  return `hsl(${sum} 45% 40%)`;
}

const KINDS = ['Application', 'Folder', 'WebClip'] as const;

function IconDialog(props: {
  icon: Icon | undefined;
  readOnly: boolean;
  onSave: (icon: Icon) => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [icon, setIcon] = useState<Icon>(props.icon ?? { Type: 'Application', BundleID: '' });
  const kind = KINDS.find((each) => each === icon.Type) ?? 'Application';
  const put = (key: string, value: string): void => setIcon((before) => ({ ...before, [key]: value }));
  const [inside, setInside] = useState(() =>
    iconsIn(icon).map((each) => textOf(each, 'BundleID') || textOf(each, 'URL')),
  );
  const save = (): void => {
    if (kind !== 'Folder') {
      props.onSave(icon);
      return;
    }
    const before = new Map(iconsIn(icon).map((each) => [textOf(each, 'BundleID') || textOf(each, 'URL'), each]));
    const content = inside
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map(
        (each): Icon =>
          before.get(each) ??
          (/^https?:/.test(each) ? { Type: 'WebClip', URL: each } : { Type: 'Application', BundleID: each }),
      );
    props.onSave(folderWith(icon, content));
  };
  const missing =
    kind === 'Application' ? textOf(icon, 'BundleID') === '' : kind === 'WebClip' ? textOf(icon, 'URL') === '' : false;
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={460}
      title={t(props.icon === undefined ? 'profileEditor.home.new' : 'profileEditor.home.change')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) save();
        }}
      >
        <Select
          label={t('profileEditor.home.kind')}
          allowDeselect={false}
          data={KINDS.map((value) => ({ value, label: t(`profileEditor.home.kinds.${value}`) }))}
          value={kind}
          onChange={(value) =>
            setIcon(value === 'Folder' ? { Type: value, DisplayName: '', Pages: [] } : { Type: value ?? 'Application' })
          }
        />
        {kind === 'Application' && (
          <>
            <Select
              label={t('profileEditor.home.appleApp')}
              searchable
              placeholder={t('profileEditor.apps.add')}
              nothingFoundMessage={t('profileEditor.apps.none')}
              data={APP_CHOICES}
              value={APP_CHOICES.some(({ value }) => value === icon.BundleID) ? textOf(icon, 'BundleID') : null}
              onChange={(value) => value !== null && put('BundleID', value)}
            />
            <TextInput
              label={t('profileEditor.home.bundleId')}
              withAsterisk
              spellCheck={false}
              value={textOf(icon, 'BundleID')}
              onChange={(event) => put('BundleID', event.currentTarget.value)}
            />
          </>
        )}
        {kind === 'WebClip' && (
          <TextInput
            label={t('profileEditor.home.url')}
            description={t('profileEditor.home.urlMeans')}
            withAsterisk
            placeholder="https://"
            value={textOf(icon, 'URL')}
            onChange={(event) => put('URL', event.currentTarget.value)}
          />
        )}
        {kind === 'Folder' && (
          <>
            <TextInput
              label={t('profileEditor.home.folderName')}
              value={textOf(icon, 'DisplayName')}
              onChange={(event) => put('DisplayName', event.currentTarget.value)}
            />
            <Select
              label={t('profileEditor.home.appleApp')}
              searchable
              placeholder={t('profileEditor.apps.add')}
              nothingFoundMessage={t('profileEditor.apps.none')}
              data={APP_CHOICES}
              value={null}
              onChange={(value) => value !== null && setInside([...inside.filter((each) => each !== value), value])}
            />
            <Textarea
              label={t('profileEditor.home.inFolder')}
              description={t('profileEditor.home.inFolderMeans')}
              autosize
              minRows={3}
              spellCheck={false}
              value={inside.join('\n')}
              onChange={(event) => setInside(event.currentTarget.value.split('\n'))}
            />
          </>
        )}
        <div className={classes.foot}>
          {props.icon !== undefined && !props.readOnly && (
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
          <Button type="submit" disabled={missing || props.readOnly}>
            {t('profileEditor.home.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
