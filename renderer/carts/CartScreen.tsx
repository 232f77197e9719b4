import { Button, Menu, SegmentedControl, Tabs } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronDown,
  IconCursorText,
  IconDownload,
  IconFileImport,
  IconPencil,
  IconPhoto,
  IconPrinter,
  IconTags,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { CartDetail } from '../../shared/contract/index.ts';
import { RenameDialog } from '../devices/bulk/RenameDialog.tsx';
import { api, engine, isNotFound } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { CartDialog } from './CartDialog.tsx';
import { CartPicture } from './CartPicture.tsx';
import classes from './Carts.module.css';
import { DeleteCart } from './DeleteCart.tsx';
import { ExamsView } from './ExamsView.tsx';
import { FileDialog } from './FileDialog.tsx';
import { LabelsDialog } from './LabelsDialog.tsx';
import { PictureDialog } from './PictureDialog.tsx';
import { RunsView } from './RunsView.tsx';
import { SlotsView } from './SlotsView.tsx';
import { SweepView } from './SweepView.tsx';

const TABS = ['slots', 'exams', 'actions', 'sweep'] as const;

/** One cart: what stands in it, what is done to it, its exams, and who is missing. */
export default function CartScreen() {
  const { t } = useTranslation();
  const { cartId = '' } = useParams();
  const cart = useQuery({
    ...api.carts.get.queryOptions({ input: { cartId } }),
    retry: false,
    refetchInterval: 30_000,
  });
  if (cart.data !== undefined) return <Loaded key={cartId} cart={cart.data} />;
  if (!cart.isError) return <LoadingPage />;
  if (!isNotFound(cart.error)) return <ErrorState error={cart.error} onRetry={() => void cart.refetch()} />;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('carts.gone.title')}
      text={t('carts.gone.text')}
      action={
        <Button component={Link} to="/carts" variant="default">
          {t('carts.back')}
        </Button>
      }
    />
  );
}

type Dialog = 'edit' | 'picture' | 'file' | 'rename' | 'labels' | 'delete';
const DIALOGS: readonly Dialog[] = ['edit', 'picture', 'file', 'rename', 'labels', 'delete'];

function Loaded({ cart }: { cart: CartDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = useParams();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const tab = TABS.find((one) => one === params.tab) ?? 'slots';
  const dialog = DIALOGS.find((one) => one === search.get('do'));
  const layout = search.get('layout') === 'list' ? 'list' : 'cart';
  const part = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const close = (): void => part('do', null);
  const inOrder = cart.slots.flatMap(({ slot, device }) =>
    device === null || (chosen.size > 0 && !chosen.has(slot)) ? [] : [device.id],
  );
  const save = (): void => {
    engine.carts.export({ cartId: cart.id }).then(
      ({ filename, text, contentType }) => download(filename, text, contentType),
      (error: unknown) => tellFailure(error),
    );
  };
  return (
    <>
      <PageHeader
        title={cart.name}
        before={
          <>
            <Button
              component={Link}
              to="/carts"
              variant="subtle"
              color="gray"
              size="compact-md"
              aria-label={t('carts.back')}
            >
              <IconArrowLeft size={18} aria-hidden />
            </Button>
            <CartPicture cart={cart} size={32} mark={26} />
          </>
        }
        count={[cart.place, t('carts.filled', { devices: cart.devices, slots: cart.slots.length })]
          .filter((one) => one !== '')
          .join(' · ')}
      >
        {tab === 'slots' && (
          <SegmentedControl
            size="xs"
            aria-label={t('carts.layouts.label')}
            value={layout}
            onChange={(next) => part('layout', next === 'list' ? 'list' : null)}
            data={[
              { value: 'cart', label: t('carts.layouts.cart') },
              { value: 'list', label: t('carts.layouts.list') },
            ]}
          />
        )}
        <RoleGate needs="administrator">
          <Button
            variant="default"
            leftSection={<IconCursorText size={16} aria-hidden />}
            disabled={inOrder.length === 0}
            onClick={() => part('do', 'rename')}
          >
            {t('carts.rename')}
          </Button>
        </RoleGate>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('carts.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <RoleGate needs="administrator">
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => part('do', 'edit')}>
                {t('carts.edit')}
              </Menu.Item>
            </RoleGate>
            <RoleGate needs="administrator">
              <Menu.Item leftSection={<IconPhoto size={16} aria-hidden />} onClick={() => part('do', 'picture')}>
                {t('carts.picture.action')}
              </Menu.Item>
            </RoleGate>
            <Menu.Item
              leftSection={<IconPrinter size={16} aria-hidden />}
              disabled={cart.devices === 0}
              onClick={() => part('do', 'labels')}
            >
              {t('carts.labels.action')}
            </Menu.Item>
            <RoleGate needs="administrator">
              <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => part('do', 'file')}>
                {t('carts.file.action')}
              </Menu.Item>
            </RoleGate>
            <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
              {t('carts.file.export')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTags size={16} aria-hidden />} component={Link} to={`/groups/${cart.groupId}`}>
              {t('carts.group')}
            </Menu.Item>
            <RoleGate needs="administrator">
              <Menu.Item
                color="var(--cw-needs)"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => part('do', 'delete')}
              >
                {t('carts.delete')}
              </Menu.Item>
            </RoleGate>
          </Menu.Dropdown>
        </Menu>
      </PageHeader>
      <Tabs
        value={tab}
        onChange={(next) => void navigate(next === 'slots' ? `/carts/${cart.id}` : `/carts/${cart.id}/${next}`)}
        className={classes.tabs}
      >
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`carts.tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab === 'slots' && <SlotsView cart={cart} layout={layout} chosen={chosen} onChosen={setChosen} />}
      {tab === 'exams' && <ExamsView cart={cart} />}
      {tab === 'actions' && <RunsView cart={cart} />}
      {tab === 'sweep' && <SweepView cart={cart} />}
      {dialog === 'edit' && <CartDialog cart={cart} onClose={close} />}
      {dialog === 'picture' && <PictureDialog cart={cart} onClose={close} />}
      {dialog === 'file' && <FileDialog cart={cart} onClose={close} />}
      {dialog === 'rename' && inOrder.length > 0 && (
        <RenameDialog ids={new Set(inOrder)} pattern={cart.pattern} onClose={close} />
      )}
      {dialog === 'labels' && <LabelsDialog cart={cart} chosen={chosen} onClose={close} />}
      {dialog === 'delete' && <DeleteCart cart={cart} onClose={close} />}
    </>
  );
}
