import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BLUEPRINT_PARTS, type BlueprintContent, type BlueprintPart } from '../../shared/contract/blueprint-content.ts';
import { usePicture } from './BlueprintPicture.tsx';
import classes from './Blueprints.module.css';
import { partWords } from './content-words.ts';
import { draggedItem, type LibraryItem } from './Library.tsx';
import { usePolicyNames } from './policy-names.ts';

const HALF = Math.ceil(BLUEPRINT_PARTS.length / 2);

/** The device in the middle, what it is to get around it. Things of the library are dropped on it. */
export function Canvas(props: {
  content: BlueprintContent;
  part: BlueprintPart | null;
  /** `by`: the tile, when it was opened with the keyboard. */
  onOpen: (part: BlueprintPart, by?: HTMLElement) => void;
  /** `on`: the part it was dropped on; null beside them. */
  onDrop: (item: LibraryItem, on: BlueprintPart | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const policyName = usePolicyNames();
  const [over, setOver] = useState(false);
  const tile = (part: BlueprintPart) => {
    const words = partWords(props.content, part, t, i18n.language, policyName);
    return (
      <button
        key={part}
        type="button"
        className={classes.tile}
        aria-pressed={props.part === part}
        data-empty={words === '' || undefined}
        data-part={part}
        onClick={({ detail, currentTarget }) => props.onOpen(part, detail === 0 ? currentTarget : undefined)}
      >
        <strong>{t(`blueprints.parts.${part}`)}</strong>
        <span title={words}>{words === '' ? t('blueprints.nothing') : words}</span>
      </button>
    );
  };
  return (
    <section
      className={classes.canvas}
      aria-label={t('blueprints.canvas')}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const item = draggedItem(event.dataTransfer);
        const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-part]') : null;
        if (item !== undefined) props.onDrop(item, BLUEPRINT_PARTS.find((part) => part === tile?.dataset.part) ?? null);
      }}
    >
      <div className={classes.ring}>
        <div className={classes.column}>{BLUEPRINT_PARTS.slice(0, HALF).map(tile)}</div>
        <Device content={props.content} />
        <div className={classes.column}>{BLUEPRINT_PARTS.slice(HALF).map(tile)}</div>
      </div>
    </section>
  );
}

/** An iPad as it will look: its wallpaper, its icons, its lock screen. Decoration: the tiles say it in words. */
function Device({ content }: { content: BlueprintContent }) {
  const address = usePicture(content.wallpaper.home ?? content.wallpaper.lock);
  const icons = content.homeScreen?.pages[0] ?? content.apps.map(({ bundleId }) => bundleId);
  const dock = content.homeScreen?.dock ?? [];
  const icon = (key: string, x: number, y: number) => (
    <rect key={key} x={x} y={y} width="22" height="22" rx="5" fill="var(--cw-accent)" opacity="0.85" />
  );
  return (
    <svg className={classes.device} viewBox="0 0 190 260" aria-hidden="true">
      <rect
        x="2"
        y="2"
        width="186"
        height="256"
        rx="16"
        fill="var(--cw-card)"
        stroke="var(--cw-text-soft)"
        strokeWidth="3"
      />
      <clipPath id="screen">
        <rect x="12" y="12" width="166" height="236" rx="8" />
      </clipPath>
      <rect
        x="12"
        y="12"
        width="166"
        height="236"
        rx="8"
        fill="color-mix(in srgb, var(--cw-accent) 14%, var(--cw-card))"
      />
      {address !== undefined && (
        <image
          href={address}
          x="12"
          y="12"
          width="166"
          height="236"
          preserveAspectRatio="xMidYMid slice"
          clipPath="url(#screen)"
        />
      )}
      {content.singleApp === null
        ? icons.slice(0, 20).map((id, at) => icon(`${id}${at}`, 28 + (at % 4) * 37, 30 + Math.floor(at / 4) * 36))
        : icon('single', 84, 110)}
      {dock.slice(0, 5).map((id, at) => icon(`dock${id}`, 24 + at * 30, 218))}
      {content.lockScreen.footnote !== '' && (
        <text
          x="95"
          y="210"
          textAnchor="middle"
          fontSize="9"
          {...(address === undefined
            ? { fill: 'var(--cw-text)' }
            : { fill: '#fff', stroke: 'rgb(15 23 42 / 55%)', strokeWidth: 2, paintOrder: 'stroke', fontWeight: 600 })}
        >
          {content.lockScreen.footnote.slice(0, 34)}
        </text>
      )}
    </svg>
  );
}
