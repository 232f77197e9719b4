import { Button, Checkbox, Popover, VisuallyHidden } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CartActionKind, CartDetail, CartSlot } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { percent } from '../format/quantity.ts';
import { DRAGGED } from '../groups/DeviceRows.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { checkIn } from '../people/loan-actions.ts';
import { BatteryLevel } from './BatteryLevel.tsx';
import classes from './Carts.module.css';
import { ConditionMark, rackStyle } from './Rack.tsx';

const SLOT = 'application/x-cartwright-slot';

/** What can be done with one slot. */
export interface SlotActs {
  onAct: (slot: number, kind: CartActionKind) => void;
  onLend: (deviceId: string) => void;
  onTakeOut: (slot: number) => void;
}

/** The cart as it stands there. Arrow keys go from slot to slot, with Alt they move the device; Space chooses. */
export function SlotGrid(props: {
  cart: CartDetail;
  chosen: ReadonlySet<number>;
  next: number | undefined;
  onToggle: (slot: number) => void;
  onDrop: (slot: number, from: { slot?: number; deviceId?: string }) => void;
  acts: SlotActs;
}) {
  const { t } = useTranslation();
  const { cart } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(1);
  const [open, setOpen] = useState<number>();
  const go = (slot: number): void => {
    if (slot < 1 || slot > cart.slots.length) return;
    setCursor(slot);
    grid.current?.querySelector<HTMLElement>(`[data-slot="${slot}"]`)?.focus();
  };
  const press = (event: React.KeyboardEvent, slot: number): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -cart.columns, ArrowDown: cart.columns }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const to = slot + step;
      if (event.altKey && to >= 1 && to <= cart.slots.length) props.onDrop(to, { slot });
      go(to);
    } else if (event.key === ' ') {
      event.preventDefault();
      props.onToggle(slot);
    } else if (event.key === 'Delete' && cart.slots[slot - 1]?.device != null) props.acts.onTakeOut(slot);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons drawn as a cart, no fieldset
    <div
      ref={grid}
      className={classes.rack}
      style={rackStyle(cart)}
      role="group"
      aria-label={t('carts.theCart', { name: cart.name })}
    >
      {cart.slots.map((one) => (
        <Popover
          key={one.slot}
          opened={open === one.slot}
          onChange={(shown) => !shown && setOpen(undefined)}
          position="right-start"
          withArrow
          shadow="md"
          trapFocus
          returnFocus
          withinPortal
        >
          <Popover.Target>
            <SlotTile
              one={one}
              chosen={props.chosen.has(one.slot)}
              next={props.next === one.slot}
              tabbable={cursor === one.slot}
              onPress={press}
              onOpen={() => {
                setCursor(one.slot);
                if (one.device !== null) setOpen(one.slot);
              }}
              onDrop={props.onDrop}
            />
          </Popover.Target>
          <Popover.Dropdown aria-label={t('carts.slot', { slot: one.slot })}>
            {one.device !== null && (
              <SlotDetails
                one={one}
                chosen={props.chosen.has(one.slot)}
                onToggle={() => props.onToggle(one.slot)}
                onClose={() => setOpen(undefined)}
                acts={props.acts}
              />
            )}
          </Popover.Dropdown>
        </Popover>
      ))}
    </div>
  );
}

function SlotTile(props: {
  ref?: React.Ref<HTMLButtonElement>;
  one: CartSlot;
  chosen: boolean;
  next: boolean;
  tabbable: boolean;
  onPress: (event: React.KeyboardEvent, slot: number) => void;
  onOpen: () => void;
  onDrop: (slot: number, from: { slot?: number; deviceId?: string }) => void;
}) {
  const { t } = useTranslation();
  const { ref, one, chosen, next, tabbable, onPress, onOpen, onDrop, ...rest } = props;
  const [over, setOver] = useState(false);
  const { slot, device, conditions, loan } = one;
  const shown = conditions[0] ?? 'empty';
  const name = device === null ? '' : deviceTitle(device, t);
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={classes.slot}
      data-slot={slot}
      data-shown={shown}
      data-chosen={chosen || undefined}
      data-next={next || undefined}
      data-over={over || undefined}
      aria-label={
        device === null ? `${t('carts.emptySlot', { slot })}${next ? `, ${t('carts.nextSlot')}` : ''}` : undefined
      }
      aria-pressed={chosen}
      tabIndex={tabbable ? 0 : -1}
      draggable={device !== null}
      onDragStart={(event) => {
        event.dataTransfer.setData(SLOT, String(slot));
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const from = event.dataTransfer.getData(SLOT);
        const deviceId = event.dataTransfer.getData(DRAGGED);
        if (from !== '') onDrop(slot, { slot: Number(from) });
        else if (deviceId !== '') onDrop(slot, { deviceId });
      }}
      onClick={onOpen}
      onKeyDown={(event) => onPress(event, slot)}
    >
      <span className={classes.number}>
        <span>
          <VisuallyHidden>{t('carts.slot', { slot })}: </VisuallyHidden>
          <span aria-hidden>{slot}</span>
        </span>
        {device !== null && device.batteryLevel !== null && (
          <>
            <BatteryLevel level={device.batteryLevel} />
            <Then />
          </>
        )}
      </span>
      {device !== null && (
        <>
          <span className={classes.deviceName}>{name}</span>
          <Then />
          <span className={classes.line}>{device.osVersion ?? ''}</span>
          <Then />
          {loan !== null && (
            <>
              <span className={classes.line}>
                <IconUser size={12} aria-hidden />
                {loan.personName}
              </span>
              <Then />
            </>
          )}
          <ConditionMark condition={shown} />
          {conditions.slice(1).map((each) => (
            <VisuallyHidden key={each}>, {t(`carts.conditions.${each}`)}</VisuallyHidden>
          ))}
        </>
      )}
    </button>
  );
}

/** A pause between what is read out. */
const Then = () => <VisuallyHidden>, </VisuallyHidden>;

function SlotDetails(props: {
  one: CartSlot;
  chosen: boolean;
  onToggle: () => void;
  onClose: () => void;
  acts: SlotActs;
}) {
  const { t, i18n } = useTranslation();
  const { slot, device, conditions, loan, since } = props.one;
  if (device === null) return null;
  const then = (act: () => void) => () => {
    props.onClose();
    act();
  };
  return (
    <div className={classes.popover}>
      <div className={classes.row}>
        <strong>{t('carts.slotOf', { slot, name: deviceTitle(device, t) })}</strong>
      </div>
      <div className={classes.row}>
        {conditions.map((condition) => (
          <ConditionMark key={condition} condition={condition} />
        ))}
      </div>
      <dl className={classes.facts}>
        <dt>{t('carts.serialNumber')}</dt>
        <dd className="mono">{device.serialNumber}</dd>
        <dt>{t('carts.battery')}</dt>
        <dd>{device.batteryLevel === null ? '–' : percent(device.batteryLevel, i18n.language)}</dd>
        <dt>{t('carts.os')}</dt>
        <dd>
          {device.osVersion ?? '–'}
          {device.updateVersion !== null && ` → ${device.updateVersion}`}
        </dd>
        <dt>{t('carts.seen')}</dt>
        <dd>
          <RelativeTime at={device.lastSeenAt} />
        </dd>
        {loan !== null && (
          <>
            <dt>{t('carts.person')}</dt>
            <dd>
              <Link to={`/people/${loan.personId}`}>{loan.personName}</Link>
            </dd>
          </>
        )}
        <dt>{t('carts.since')}</dt>
        <dd>
          <RelativeTime at={since} />
        </dd>
      </dl>
      <Checkbox size="xs" label={t('carts.choose')} checked={props.chosen} onChange={props.onToggle} />
      <div className={classes.row}>
        <Button component={Link} to={`/devices/${device.id}`} size="compact-sm" variant="default" data-autofocus>
          {t('carts.open')}
        </Button>
        <RoleGate needs="administrator">
          {loan === null ? (
            <Button size="compact-sm" variant="default" onClick={then(() => props.acts.onLend(device.id))}>
              {t('carts.checkOut')}
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={then(() => void checkIn([device.id], t))}>
              {t('carts.checkIn')}
            </Button>
          )}
          {(['lock', 'restart', device.lostMode ? 'lostOff' : 'lostOn'] as const).map((kind) => (
            <Button key={kind} size="compact-sm" variant="default" onClick={then(() => props.acts.onAct(slot, kind))}>
              {t(`carts.actions.${kind}`)}
            </Button>
          ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={then(() => props.acts.onTakeOut(slot))}>
            {t('carts.takeOut')}
          </Button>
        </RoleGate>
      </div>
    </div>
  );
}
