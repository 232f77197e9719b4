import type { DeviceRow } from '../../shared/contract/index.ts';

/** What can stand open over a device's page, besides the form of a command (then it is the RequestType). */
export type Opened = 'any-command' | 'end-management' | 'diagnosis';

/** The part of the address that says what stands open over the page, so that it can be linked to and Back closes it. */
export const OPENED = 'do';

/** The part of the address that says to which of its users a command goes: the id of the user's enrollment. */
export const FOR_USER = 'user';

/**
 * The address of a device's page with something open over it.
 *
 * @param pathname where one is; on the device's own page one stays on its tab
 */
export function addressOf(device: Pick<DeviceRow, 'id'>, opened: Opened | (string & {}), pathname: string): string {
  const page = `/devices/${device.id}`;
  const path = pathname === page || pathname.startsWith(`${page}/`) ? pathname : page;
  return `${path}?${OPENED}=${encodeURIComponent(opened)}`;
}
