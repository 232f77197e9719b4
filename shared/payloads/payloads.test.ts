import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../catalogue/types.ts';
import {
  applePage,
  COMMON_KEYS,
  definitionOf,
  everyKey,
  isSecretKey,
  PAYLOADS,
  payloadKeys,
  payloadSummary,
  payloadsOfType,
  RESERVED_TYPES,
  TOP_LEVEL_KEYS,
} from './index.ts';

const keyOf = (id: string, name: string) => payloadKeys(id).find(({ key }) => key === name);

describe('the generated catalogue of payloads', () => {
  it('holds every payload of Apple’s schema with all five platforms, sorted (CONF-13)', () => {
    expect(PAYLOADS).toHaveLength(126);
    const ids = PAYLOADS.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    for (const { id, support } of PAYLOADS) expect(Object.keys(support), id).toEqual(PLATFORMS);
    for (const { id } of PAYLOADS) expect(payloadKeys(id).length + Number(/ethernet/.test(id)), id).toBeGreaterThan(0);
    expect(everyKey().length).toBeGreaterThan(1900);
    expect(payloadSummary('toString')).toBeUndefined();
  });

  it('knows the facts that matter most', () => {
    expect(payloadSummary('com.apple.wifi.managed')?.support).toMatchObject({
      iOS: { introduced: '4.0', multiple: true, supervised: false, manualInstall: true, userEnrollment: 'allowed' },
      macOS: { introduced: '10.7', multiple: true, deviceChannel: true, userChannel: true, userApproved: false },
    });
    expect(payloadSummary('com.apple.app.lock')?.support.iOS.supervised).toBe(true);
    expect(payloadSummary('com.apple.TCC.configuration-profile-policy')?.support.macOS.userApproved).toBe(true);
    expect(keyOf('com.apple.applicationaccess', 'allowAirDrop')).toMatchObject({
      type: 'boolean',
      default: true,
      support: { iOS: { introduced: '7.0', supervised: true } },
    });
    expect(keyOf('com.apple.mobiledevice.passwordpolicy', 'minLength')?.range).toEqual({ min: 0, max: 16 });
    expect(keyOf('com.apple.wifi.managed', 'EncryptionType')?.values).toContain('WPA3');
    expect(keyOf('com.apple.webClip.managed', 'URL')?.text).toBe('url');
    expect(TOP_LEVEL_KEYS.find(({ key }) => key === 'PayloadType')?.values).toEqual(['Configuration']);
    expect(COMMON_KEYS.filter(({ required }) => required)).toHaveLength(4);
  });

  it('describes a folder of the home screen once, without folders in folders', () => {
    const names = (key: ReturnType<typeof keyOf>) => key?.items?.items?.keys?.map((each) => each.key) ?? [];
    const pages = keyOf('com.apple.homescreenlayout', 'Pages');
    expect(names(pages)).toContain('Pages');
    const folder = pages?.items?.items?.keys?.find(({ key }) => key === 'Pages');
    expect(names(folder)).toContain('BundleID');
    expect(names(folder)).not.toContain('Pages');
  });

  it('tells the faces of one type apart by their content', () => {
    expect(payloadsOfType('com.apple.MCX')).toHaveLength(6);
    const time = definitionOf({ PayloadType: 'com.apple.MCX', timeServer: 'time.example' });
    expect(time?.id).toBe('com.apple.MCX(TimeServer)');
    expect(time?.keys.some(({ key }) => key === 'DisableGuestAccount')).toBe(false);
    const both = definitionOf({ PayloadType: 'com.apple.MCX', timeServer: 'time.example', DisableGuestAccount: true });
    expect(both?.keys.some(({ key }) => key === 'DisableGuestAccount')).toBe(true);
    const extension = 'com.apple.AppSSOKerberos.KerberosExtension';
    const kerberos = definitionOf({ PayloadType: 'com.apple.extensiblesso', ExtensionIdentifier: extension });
    expect(kerberos?.id).toBe('com.apple.extensiblesso(kerberos)');
    expect(definitionOf({ PayloadType: 'com.apple.extensiblesso' })?.id).toBe('com.apple.extensiblesso');
    expect(definitionOf({ PayloadType: 'com.example.none' })).toBeUndefined();
  });

  it('WIFI-07 has no priority of networks, for Apple has no key for it', () => {
    const wifi = payloadKeys('com.apple.wifi.managed').map(({ key }) => key);
    expect(wifi).toContain('AutoJoin');
    expect(wifi.filter((key) => /priority/i.test(key))).toEqual([]);
  });

  it('carries none of Apple’s prose', () => {
    const words = new Set(everyKey().flatMap(({ key }) => Object.keys(key)));
    const known =
      'key type required default values range format text repetition keys wildcard items variants choices support';
    expect([...words].filter((word) => !known.split(' ').includes(word))).toEqual([]);
  });

  it('links every payload to a page of Apple’s own', () => {
    const pages = PAYLOADS.map(applePage);
    expect(new Set(pages).size).toBe(PAYLOADS.length);
    const about = (id: string) => applePage(payloadSummary(id) ?? { page: '' });
    expect(about('com.apple.wifi.managed')).toBe('https://developer.apple.com/documentation/devicemanagement/wifi');
    expect(about('com.apple.security.pkcs12')).toMatch(/\/certificatepkcs12$/);
  });

  it('knows its secrets: every text or data that names a password, and no flag about passwords', () => {
    const secret = everyKey().filter(
      ({ payloadId, key }) =>
        (key.type === 'string' || key.type === 'data') && isSecretKey(payloadSummary(payloadId)?.type ?? '', key.key),
    );
    expect(secret.length).toBeGreaterThan(35);
    const named = secret.map(({ path }) => path);
    for (const path of ['RemovalPassword', 'PayloadContent.Challenge', 'IKEv2.SharedSecret', 'RegistrationToken'])
      expect(named).toContain(path);
    for (const path of ['IPSec.XAuthPasswordEncryption', 'customRegex.passwordContentRegex', 'OAuthTokenRequestURL'])
      expect(named).not.toContain(path);
    expect(RESERVED_TYPES.has('com.apple.mdm')).toBe(true);
  });
});
