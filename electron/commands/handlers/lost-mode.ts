import { decodeDeviceLocation, type PlistDict } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

const SHOWN = ['Message', 'PhoneNumber', 'Footnote'] as const;

/** What the screen of a lost device shows, where it is, and that it is lost or no longer so. */
export const LOST_MODE: readonly ResultHandler[] = [
  {
    requestType: 'EnableLostMode',
    read(_body, asked) {
      const shown = Object.fromEntries(
        SHOWN.flatMap((key) => (typeof asked[key] === 'string' ? [[key, asked[key]] as const] : [])),
      );
      return ({ knowledge }, work, target) => {
        const facts: PlistDict = { Enabled: true, EnabledAt: new Date(work.now), ...shown };
        knowledge.report(work, target, 'lost-mode', facts);
        knowledge.learn(work, target, 'device-information', { IsMDMLostModeEnabled: true });
      };
    },
  },
  {
    requestType: 'DisableLostMode',
    read() {
      return ({ knowledge }, work, target) => {
        knowledge.report(work, target, 'lost-mode', { Enabled: false, DisabledAt: new Date(work.now) });
        knowledge.learn(work, target, 'device-information', { IsMDMLostModeEnabled: false });
      };
    },
  },
  {
    requestType: 'DeviceLocation',
    read(body) {
      const place = decodeDeviceLocation(body);
      return ({ knowledge }, work, target) => knowledge.addPlace(work, target, place);
    },
  },
];
