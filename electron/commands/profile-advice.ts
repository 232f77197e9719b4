import type { Finding } from '../../shared/contract/common.ts';
import { isPlistDict } from '../protocol/index.ts';
import type { OpenProfile } from './mdm-profile.ts';

/** Addresses that install an app behind the management's back: a manifest, or a page of the store. */
const INSTALLS_AN_APP = /^itms-services:|^itms-apps:|^https?:\/\/(apps|itunes)\.apple\.com\//i;

/**
 * What is worth knowing before a profile is sent. A web clip that leads to a manifest or to the store installs an app
 * nobody manages (BP-39). Pure.
 *
 * @param payload the profile in base64, as in InstallProfile
 */
export function adviceForProfile(payload: unknown, open: OpenProfile): Finding[] {
  const profile = typeof payload === 'string' ? open(payload) : undefined;
  const content = Array.isArray(profile?.PayloadContent) ? profile.PayloadContent.filter(isPlistDict) : [];
  const leadsToApp = content.some(
    ({ PayloadType, URL }) =>
      PayloadType === 'com.apple.webClip.managed' && typeof URL === 'string' && INSTALLS_AN_APP.test(URL),
  );
  return leadsToApp ? [{ code: 'rule', severity: 'warn', path: ['Payload'], message: UNMANAGED }] : [];
}

const UNMANAGED =
  'A web clip here leads to an app. Apps installed from a link are not managed: send “Install app” instead.';
