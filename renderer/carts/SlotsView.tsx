import { Button, Menu, Modal } from '@mantine/core';
import { IconBolt, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { CartActionKind, CartDetail, Scanned } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { engine } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { CheckOutDialog } from '../people/CheckOutDialog.tsx';
import { checkIn } from '../people/loan-actions.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { ACTIONS } from './action-kinds.ts';
import { CameraDialog } from './CameraDialog.tsx';
import classes from './Carts.module.css';
import { arrange, freeSlot } from './cart-actions.ts';
import { Legend } from './Rack.tsx';
import { ScanPanel } from './ScanPanel.tsx';
import { SlotGrid } from './SlotGrid.tsx';
import { SlotList } from './SlotList.tsx';
import { useWedge } from './use-wedge.ts';

type Found = Scanned['devices'][number];

/** The slots of a cart: as the cart or as a list, with what is done to them and how devices get in. */
export function SlotsView(props: {
  cart: CartDetail;
  layout: 'cart' | 'list';
  chosen: ReadonlySet<number>;
  onChosen: (chosen: ReadonlySet<number>) => void;
}) {
  const { t } = useTranslation();
  const { cart, chosen, onChosen } = props;
  const [search, setSearch] = useSearchParams();
  const [from, setFrom] = useState(1);
  const [camera, setCamera] = useState(false);
  const [elsewhere, setElsewhere] = useState<{ device: Found; slot: number }>();
  const [lending, setLending] = useState<readonly string[]>();
  const next = freeSlot(cart, from);
  const action = ACTIONS.find((kind) => kind === search.get('action'));
  const begin = (kind: CartActionKind | null): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (kind === null) after.delete('action');
        else after.set('action', kind);
        return after;
      },
      { replace: true },
    );
  const held = cart.slots.filter(({ slot, device }) => device !== null && (chosen.size === 0 || chosen.has(slot)));

  const put = async (device: Pick<Found, 'id' | 'name' | 'serialNumber' | 'modelName'>, slot: number, take = false) => {
    const name = device.name ?? device.serialNumber ?? '';
    const said = t('carts.scan.placed', { name, slot });
    if (await arrange(cart, [{ cartId: cart.id, slot, deviceId: device.id }], t, { take, said })) setFrom(slot + 1);
  };
  const scan = async (code: string): Promise<void> => {
    try {
      const { devices } = await engine.carts.find({ code });
      const [device] = devices;
      if (device === undefined) return tellFailure(new Error(t('carts.scan.unknown', { code })));
      if (devices.length > 1) return tellFailure(new Error(t('carts.scan.ambiguous', { code })));
      const { place } = device;
      if (place?.cartId === cart.id) {
        tellDone(t('carts.scan.already', { name: deviceTitle(device, t), slot: place.slot }));
        return;
      }
      if (next === undefined) return tellFailure(new Error(t('carts.scan.full')));
      if (place === null) await put(device, next);
      else setElsewhere({ device, slot: next });
    } catch (error) {
      tellFailure(error);
    }
  };
  useWedge((code) => void scan(code), elsewhere === undefined && action === undefined);

  const drop = (slot: number, from: { slot?: number; deviceId?: string }): void => {
    const before = cart.slots[slot - 1]?.device?.id ?? null;
    if (from.slot !== undefined) {
      const moved = cart.slots[from.slot - 1]?.device?.id;
      if (moved === undefined || from.slot === slot) return;
      // Two that stand in each other's way change places.
      void arrange(
        cart,
        [
          { cartId: cart.id, slot, deviceId: moved },
          { cartId: cart.id, slot: from.slot, deviceId: before },
        ],
        t,
      );
    } else if (from.deviceId !== undefined)
      void arrange(cart, [{ cartId: cart.id, slot, deviceId: from.deviceId }], t, { take: true });
  };
  const toggle = (slot: number): void => {
    const after = new Set(chosen);
    if (!after.delete(slot)) after.add(slot);
    onChosen(after);
  };
  const acts = {
    onAct: (slot: number, kind: CartActionKind) => {
      onChosen(new Set([slot]));
      begin(kind);
    },
    onLend: (deviceId: string) => setLending([deviceId]),
    onTakeOut: (slot: number) => void arrange(cart, [{ cartId: cart.id, slot, deviceId: null }], t),
  };

  return (
    <>
      <div className={classes.bar} data-chosen={chosen.size > 0 || undefined}>
        {chosen.size > 0 ? (
          <strong aria-live="polite">{t('carts.chosen', { count: chosen.size })}</strong>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={cart.devices === 0}
            onClick={() => onChosen(new Set(cart.slots.flatMap(({ slot, device }) => (device === null ? [] : [slot]))))}
          >
            {t('carts.chooseAll')}
          </Button>
        )}
        <RoleGate needs="administrator">
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                size="compact-sm"
                leftSection={<IconBolt size={14} aria-hidden />}
                rightSection={<IconChevronDown size={14} aria-hidden />}
                disabled={held.length === 0}
              >
                {t('carts.actions.title')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {ACTIONS.map((kind) => (
                <Menu.Item key={kind} onClick={() => begin(kind)}>
                  {t(`carts.actions.${kind}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            size="compact-sm"
            variant="default"
            disabled={held.length === 0 || held.some(({ loan }) => loan !== null)}
            onClick={() => setLending(held.flatMap(({ device }) => (device === null ? [] : [device.id])))}
          >
            {t('carts.checkOut')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!held.some(({ loan }) => loan !== null)}
            onClick={() =>
              void checkIn(
                held.flatMap(({ device, loan }) => (device === null || loan === null ? [] : [device.id])),
                t,
              )
            }
          >
            {t('carts.checkIn')}
          </Button>
        </RoleGate>
        {chosen.size > 0 && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChosen(new Set())}>
            {t('carts.clearChosen')}
          </Button>
        )}
      </div>
      <div className={classes.split}>
        <div className={classes.main}>
          <Legend shown={cart.shown} label={t('carts.legend')} />
          {props.layout === 'cart' ? (
            <SlotGrid cart={cart} chosen={chosen} next={next} onToggle={toggle} onDrop={drop} acts={acts} />
          ) : (
            <SlotList cart={cart} chosen={chosen} onChosen={onChosen} />
          )}
        </div>
        <ScanPanel
          cart={cart}
          next={next}
          onCode={(code) => void scan(code)}
          onPut={(device) => next !== undefined && void put(device, next, true)}
          onCamera={() => setCamera(true)}
        />
      </div>
      {camera && <CameraDialog onCode={(code) => void scan(code)} onClose={() => setCamera(false)} />}
      {action !== undefined && (
        <ActionDialog
          cart={cart}
          slots={chosen.size === 0 ? null : [...chosen]}
          kind={action}
          onClose={() => begin(null)}
        />
      )}
      {lending !== undefined && <CheckOutDialog deviceIds={lending} onClose={() => setLending(undefined)} />}
      {elsewhere !== undefined && (
        <Modal
          opened
          onClose={() => setElsewhere(undefined)}
          title={t('carts.scan.elsewhereTitle')}
          styles={{ title: { fontWeight: 600, fontSize: 14 } }}
          closeButtonProps={{ 'aria-label': t('common.close') }}
        >
          <p>
            {t('carts.scan.elsewhere', {
              name: deviceTitle(elsewhere.device, t),
              cart: elsewhere.device.place?.cart ?? '',
              slot: elsewhere.device.place?.slot ?? 0,
            })}
          </p>
          <div className={classes.row}>
            <Button
              data-autofocus
              onClick={() => {
                setElsewhere(undefined);
                void put(elsewhere.device, elsewhere.slot, true);
              }}
            >
              {t('carts.scan.move', { slot: elsewhere.slot })}
            </Button>
            <Button variant="default" onClick={() => setElsewhere(undefined)}>
              {t('common.cancel')}
            </Button>
          </div>
        </Modal>
      )}
    </>
  );
}
