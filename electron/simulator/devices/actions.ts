import type { SimulatedDevice } from './device.ts';

/** Its user is done: where it may ask and shall come back, it erases itself and enrolls with what it is given. */
async function returnToService(device: SimulatedDevice): Promise<void> {
  const way = (await device.promised.askWayBack())?.way;
  if (way !== undefined) device.erase(way);
}

/** The next pupil takes a Shared iPad. */
async function handOn(device: SimulatedDevice): Promise<void> {
  const { users } = device.state;
  const next = users[(users.findIndex(({ loggedIn }) => loggedIn) + 1) % users.length];
  if (next !== undefined) await device.promised.logIn(next.name);
}

/** What can be done to a device, or done by the person at it, by name. */
const ACTIONS = {
  lock: (device: SimulatedDevice) => device.lock(),
  unlock: (device: SimulatedDevice) => device.unlock(),
  sleep: (device: SimulatedDevice) => device.setAsleep(true),
  wake: (device: SimulatedDevice) => device.setAsleep(false),
  'power-off': (device: SimulatedDevice) => device.setPower(false),
  'power-on': (device: SimulatedDevice) => device.setPower(true),
  connect: (device: SimulatedDevice) => device.connect(),
  'new-token': (device: SimulatedDevice) => device.changePushToken(),
  'unregister-push': (device: SimulatedDevice) => device.unregisterPush(),
  restore: (device: SimulatedDevice) => device.restoreFromBackup(),
  renew: (device: SimulatedDevice) => device.renewIdentity(),
  're-enroll': (device: SimulatedDevice) => device.enrollAgain(),
  'next-pupil': handOn,
  remove: (device: SimulatedDevice) => device.removeManagement(),
  'return-to-service': returnToService,
  'remove-offline': (device: SimulatedDevice) => device.removeManagement({ offline: true }),
} as const;

export type ActionName = keyof typeof ACTIONS;

/** The names, for formats and messages. */
export const ACTION_NAMES = Object.keys(ACTIONS) as [ActionName, ...ActionName[]];

/** Does one of them; resolves when it is done. */
export async function act(device: SimulatedDevice, name: ActionName): Promise<void> {
  await ACTIONS[name](device);
}
