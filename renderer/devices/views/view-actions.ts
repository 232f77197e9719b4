import type { TFunction } from 'i18next';
import type { DeviceView, NewView } from '../../../shared/contract/index.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { notifyWithUndo } from '../../parts/undo.tsx';

const listKey = api.views.list.queryKey();
const put = (change: (views: DeviceView[]) => DeviceView[]): void =>
  void queryClient.setQueryData<DeviceView[]>(listKey, (views) => change(views ?? []));

const draftOf = ({ id: _id, owner: _owner, createdAt: _created, changedAt: _changed, ...view }: DeviceView): NewView =>
  view;

/** Makes a view. @returns it, or undefined when it was refused; why is told */
export async function createView(view: NewView, t: TFunction): Promise<DeviceView | undefined> {
  try {
    const made = await engine.views.create(view);
    put((views) => [...views.filter(({ id }) => id !== made.id), made]);
    tellDone(t('deviceViews.saved', { name: made.name }));
    return made;
  } catch (error) {
    tellFailure(error, t('deviceViews.failed'));
    return undefined;
  }
}

/** Changes a view, here at once; when it is refused, it is as before and why is told. */
export function updateView(view: DeviceView, change: Partial<NewView>, t: TFunction): void {
  const wished = { ...view, ...change };
  put((views) => views.map((one) => (one.id === view.id ? wished : one)));
  engine.views.update({ ...draftOf(wished), viewId: view.id }).then(
    (kept) => put((views) => views.map((one) => (one.id === kept.id ? kept : one))),
    (error: unknown) => {
      put((views) => views.map((one) => (one.id === view.id ? view : one)));
      tellFailure(error, t('deviceViews.failed'));
    },
  );
}

/** Deletes a view, and offers to make it again. */
export function removeView(view: DeviceView, t: TFunction): void {
  put((views) => views.filter(({ id }) => id !== view.id));
  engine.views.remove({ viewId: view.id }).then(
    (removed) =>
      notifyWithUndo(t('deviceViews.deleted', { name: view.name }), async () => {
        const made = await engine.views.create(draftOf(removed));
        put((views) => [...views.filter(({ id }) => id !== made.id), made]);
      }),
    (error: unknown) => {
      put((views) => [...views, view]);
      tellFailure(error, t('deviceViews.failed'));
    },
  );
}
