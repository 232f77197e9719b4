import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CartDetail, CartSlot } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { percent } from '../format/quantity.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Carts.module.css';
import { ConditionMark } from './Rack.tsx';

/** The slots of a cart, one in each line. */
export function SlotList(props: {
  cart: CartDetail;
  chosen: ReadonlySet<number>;
  onChosen: (chosen: ReadonlySet<number>) => void;
}) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { cart } = props;
  const nameOf = ({ slot, device }: CartSlot): string =>
    device === null ? t('carts.emptySlot', { slot }) : t('carts.slotOf', { slot, name: deviceTitle(device, t) });
  return (
    <PlainTable<CartSlot>
      label={t('carts.theCart', { name: cart.name })}
      rows={cart.slots}
      rowKey={({ slot }) => String(slot)}
      canOpen={({ device }) => device !== null}
      onOpen={({ device }) => device !== null && void navigate(`/devices/${device.id}`)}
      selection={{
        chosen: new Set([...props.chosen].map(String)),
        onChange: (chosen) =>
          props.onChosen(new Set([...chosen].map(Number).filter((slot) => cart.slots[slot - 1]?.device !== null))),
        nameOf,
      }}
      columns={[
        { id: 'slot', header: t('carts.slot', { slot: '' }).trim(), width: 70, cell: ({ slot }) => slot },
        {
          id: 'device',
          header: t('carts.device'),
          cell: ({ device }) => (
            <span className={classes.name} title={device === null ? undefined : deviceTitle(device, t)}>
              {device === null ? '–' : deviceTitle(device, t)}
            </span>
          ),
        },
        {
          id: 'serial',
          header: t('carts.serialNumber'),
          cell: ({ device }) => <span className="mono">{device?.serialNumber ?? ''}</span>,
        },
        {
          id: 'state',
          header: t('carts.state'),
          cell: ({ conditions }) => conditions.map((one) => <ConditionMark key={one} condition={one} />),
        },
        {
          id: 'battery',
          header: t('carts.battery'),
          numeric: true,
          cell: ({ device }) =>
            device === null || device.batteryLevel === null ? '' : percent(device.batteryLevel, i18n.language),
        },
        { id: 'os', header: t('carts.os'), cell: ({ device }) => device?.osVersion ?? '' },
        {
          id: 'seen',
          header: t('carts.seen'),
          cell: ({ device }) => (device === null ? '' : <RelativeTime at={device.lastSeenAt} />),
        },
        { id: 'person', header: t('carts.person'), cell: ({ loan }) => loan?.personName ?? '' },
      ]}
    />
  );
}
