import { expect, it } from 'vitest';
import { enrollmentPage } from './page.ts';

it('says on the page before anybody enrolls what the server will see (POL-22)', () => {
  const page = (allApps: boolean, location: boolean) =>
    enrollmentPage(
      { name: 'Maple & Sons', logoUrl: null, contact: null, sees: { allApps, location } },
      { kind: 'ready', profileUrl: '/enroll/p', accessRights: 8191 },
    );
  expect(page(true, true)).toContain(
    'Maple &#38; Sons sees which apps are on the device. It can ask where the device is only',
  );
  expect(page(false, false)).toContain('sees which apps it installed itself, and no others. It never asks where');
});
