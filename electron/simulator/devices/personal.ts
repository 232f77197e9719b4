import { commandDefinition } from '../../../shared/catalogue/index.ts';
import type { DeviceState } from './state.ts';

/** Whether a person's own device keeps a fact to itself: what names the hardware, and what is the person's alone. */
export function isHidden(query: string, { model, management }: Pick<DeviceState, 'model' | 'management'>): boolean {
  if (management?.enrollmentId === undefined) return false;
  const choices = commandDefinition('DeviceInformation')?.keys.find(({ key }) => key === 'Queries')?.items?.choices;
  const support = choices?.find(({ value }) => value === query)?.support;
  return support?.[model.platform]?.userEnrollment === 'forbidden';
}

/** What the server may see of a person's own device: the apps it installed itself. */
export function asSeen(state: DeviceState): DeviceState {
  if (state.management?.enrollmentId === undefined) return state;
  const managed = new Set(Object.values(state.managedApps).map(({ app }) => app.identifier));
  return { ...state, apps: state.apps.filter(({ app }) => managed.has(app.identifier)) };
}
