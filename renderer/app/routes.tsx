import type { ComponentType } from 'react';
import { createHashRouter } from 'react-router';
import { screenTexts } from '../locales/language.ts';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { RouteError } from './shell/RouteError.tsx';
import { Shell } from './shell/Shell.tsx';

/** A screen in a file of its own, loaded when it is first opened, with the texts of all screens. */
function screen(load: () => Promise<{ default: ComponentType }>) {
  return async () => {
    const [{ default: Component }] = await Promise.all([load(), screenTexts()]);
    return { Component };
  };
}

const devices = () => import('../devices/DevicesScreen.tsx');

/**
 * Reads the screen that is opened most while nothing else is to do, so that the first click finds it there: once there
 * is something to see, not while that is waited for.
 */
export function readAhead(): void {
  const seen = new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length === 0) return;
    seen.disconnect();
    // When it fails it is read again, and told, when it is opened.
    requestIdleCallback(() => void devices().catch(() => undefined));
  });
  seen.observe({ type: 'paint', buffered: true });
}

/** Every address of the console. Hash routing, so that it works from a packaged file as well. */
export const router = createHashRouter([
  // Known when the bundle is made: a release has neither the address nor the code.
  ...(import.meta.env.VITE_GALLERY === '1'
    ? [{ path: '/gallery', HydrateFallback: LoadingPage, lazy: screen(() => import('../gallery/GalleryScreen.tsx')) }]
    : []),
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingPage,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          { index: true, lazy: screen(() => import('../home/HomeScreen.tsx')) },
          { path: 'setup/:step?', lazy: screen(() => import('../setup/SetupScreen.tsx')) },
          { path: 'devices', lazy: screen(devices) },
          { path: 'devices/:deviceId/:tab?/:item?', lazy: screen(() => import('../device/DeviceScreen.tsx')) },
          { path: 'groups', lazy: screen(() => import('../groups/GroupsScreen.tsx')) },
          { path: 'groups/new', lazy: screen(() => import('../groups/GroupEditor.tsx')) },
          { path: 'groups/:groupId', lazy: screen(() => import('../groups/GroupScreen.tsx')) },
          { path: 'groups/:groupId/edit', lazy: screen(() => import('../groups/GroupEditor.tsx')) },
          { path: 'compliance/rules/new', lazy: screen(() => import('../compliance/RuleEditor.tsx')) },
          { path: 'compliance/rules/:ruleId', lazy: screen(() => import('../compliance/RuleEditor.tsx')) },
          { path: 'compliance/:view?', lazy: screen(() => import('../compliance/ComplianceScreen.tsx')) },
          { path: 'updates', lazy: screen(() => import('../updates/UpdatesScreen.tsx')) },
          { path: 'updates/:ruleId', lazy: screen(() => import('../updates/UpdateRuleScreen.tsx')) },
          { path: 'carts', lazy: screen(() => import('../carts/CartsScreen.tsx')) },
          { path: 'carts/:cartId/:tab?', lazy: screen(() => import('../carts/CartScreen.tsx')) },
          { path: 'people', lazy: screen(() => import('../people/PeopleScreen.tsx')) },
          { path: 'people/:personId', lazy: screen(() => import('../people/PersonScreen.tsx')) },
          { path: 'policies', lazy: screen(() => import('../policies/PoliciesScreen.tsx')) },
          { path: 'policies/new/:template?', lazy: screen(() => import('../policies/NewPolicyScreen.tsx')) },
          { path: 'policies/conflicts', lazy: screen(() => import('../policies/ConflictsScreen.tsx')) },
          { path: 'policies/order', lazy: screen(() => import('../policies/OrderScreen.tsx')) },
          { path: 'policies/:policyId/:tab?', lazy: screen(() => import('../policies/PolicyScreen.tsx')) },
          { path: 'blueprints', lazy: screen(() => import('../blueprints/BlueprintsScreen.tsx')) },
          { path: 'blueprints/new', lazy: screen(() => import('../blueprints/BlueprintEditor.tsx')) },
          { path: 'blueprints/runs/:runId', lazy: screen(() => import('../blueprints/RunScreen.tsx')) },
          { path: 'blueprints/:blueprintId/edit', lazy: screen(() => import('../blueprints/BlueprintEditor.tsx')) },
          { path: 'blueprints/:blueprintId/:tab?', lazy: screen(() => import('../blueprints/BlueprintScreen.tsx')) },
          { path: 'enrollment/:section?/:id?', lazy: screen(() => import('../enrollment/EnrollmentScreen.tsx')) },
          { path: 'activity/:view?', lazy: screen(() => import('../activity/ActivityScreen.tsx')) },
          { path: 'settings/:section?', lazy: screen(() => import('../settings/SettingsScreen.tsx')) },
          { path: '*', lazy: screen(() => import('./shell/NotFoundScreen.tsx')) },
        ],
      },
    ],
  },
  // Printed pages stand alone: what is around them would be printed too.
  {
    path: '/handouts',
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingPage,
    lazy: screen(() => import('../enrollment/HandoutsScreen.tsx')),
  },
  {
    path: '/print/:kind/:id',
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingPage,
    lazy: screen(() => import('../blueprints/PrintScreens.tsx')),
  },
]);
