import { describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import type { PlistDict, PlistInput } from '../../../shared/plist/index.ts';
import { decodePlistDict } from '../plist/decode.ts';
import { encodePlistBytes } from '../plist/encode.ts';
import {
  decodeAvailableOSUpdates,
  decodeCertificateList,
  decodeDeviceInformation,
  decodeInstalledApplicationList,
  decodeProfileList,
  decodeRestrictions,
  decodeSecurityInfo,
  readCertificate,
} from './index.ts';

/** Self-signed by OpenSSL for `O=School, CN=Cart 3`, serial 0A1B, the year 2024. */
const CERTIFICATE =
  'MIIBKzCB0wICChswCgYIKoZIzj0EAwIwIjEPMA0GA1UECgwGU2Nob29sMQ8wDQYDVQQDDAZDYXJ0IDMwHhcNMjQwMTAxMDAwMDAwWhcN' +
  'MjUwMTAxMDAwMDAwWjAiMQ8wDQYDVQQKDAZTY2hvb2wxDzANBgNVBAMMBkNhcnQgMzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABP2S' +
  'nmCeR9nZgF5y/uAcQKgc4gjQF9lXOImkjJSOIvCYmvMOPybXU0dst5NbFuVSTNawT11OKQ9ArBAk92ooRXgwCgYIKoZIzj0EAwIDRwAw' +
  'RAIgfSV4hxe9oO2PBR6Q96QZFiGYaBMAcaEQU9Dluz7N7aYCIEGsj/CphDC/3rTmb6HRd3+dOS5TYCN41hWNkbmwRjAj';

/** The dictionary as it arrives: over the wire and through the decoder. */
const body = (value: PlistInput): PlistDict => decodePlistDict(encodePlistBytes(value));

describe('DeviceInformation', () => {
  it('becomes facts with our names, times in milliseconds', () => {
    const facts = decodeDeviceInformation(
      body({
        QueryResponses: {
          UDID: '00008030-000A1B2C3D4E5F60',
          DeviceName: 'Cart 3 / 12',
          DeviceCapacity: 64,
          AvailableDeviceCapacity: 21.5,
          BatteryLevel: 0.83,
          IsSupervised: true,
          LastCloudBackupDate: new Date('2024-02-29T08:30:00Z'),
          EthernetMACs: ['aa:bb'],
          PushToken: Buffer.from('t'),
          OrganizationInfo: { OrganizationName: 'School', OrganizationMagic: 'm' },
          OSUpdateSettings: { PreviousScanDate: new Date(1000), AutoCheckEnabled: true },
          ServiceSubscriptions: [{ Slot: 'CTSubscriptionSlotOne', IsRoaming: false }, { Slot: 'Two' }],
          DevicePropertiesAttestation: [Buffer.from('leaf'), Buffer.from('root')],
        },
      }),
    );
    expect(facts).toEqual({
      udid: '00008030-000A1B2C3D4E5F60',
      deviceName: 'Cart 3 / 12',
      capacityGiB: 64,
      availableCapacityGiB: 21.5,
      batteryLevel: 0.83,
      isSupervised: true,
      lastCloudBackupAt: Date.parse('2024-02-29T08:30:00Z'),
      ethernetMacs: ['aa:bb'],
      pushToken: Buffer.from('t'),
      organization: { name: 'School', magic: 'm' },
      osUpdateSettings: { previousScanAt: 1000, autoCheckEnabled: true },
      serviceSubscriptions: [{ slot: 'CTSubscriptionSlotOne', isRoaming: false }, { slot: 'Two' }],
      attestation: [Buffer.from('leaf'), Buffer.from('root')],
      extra: {},
    });
  });

  it('knows nothing of what the device left out', () => {
    expect(decodeDeviceInformation(body({ QueryResponses: {} }))).toEqual({ extra: {} });
  });

  it('keeps what it does not know or cannot read, as it came', () => {
    const facts = decodeDeviceInformation(
      body({ QueryResponses: { Shiny: [1], IsSupervised: 'perhaps', OSVersion: 17, IsRoaming: 1 } }),
    );
    expect(facts).toEqual({ osVersion: '17', isRoaming: true, extra: { Shiny: [1], IsSupervised: 'perhaps' } });
  });

  it('has no battery level when the device cannot tell', () => {
    expect(decodeDeviceInformation(body({ QueryResponses: { BatteryLevel: -1 } }))).toEqual({ extra: {} });
  });
});

describe('SecurityInfo', () => {
  it('becomes facts', () => {
    const facts = decodeSecurityInfo(
      body({
        SecurityInfo: {
          HardwareEncryptionCaps: 3,
          PasscodePresent: true,
          FDE_Enabled: false,
          FDE_PersonalRecoveryKeyCMS: Buffer.from('cms'),
          ManagementStatus: { EnrolledViaDEP: true, UserApprovedEnrollment: true },
          FirewallSettings: { FirewallEnabled: true, Applications: [{ BundleID: 'a.b', Allowed: false }] },
          SecureBoot: { SecureBootLevel: 'full', ReducedSecurity: { AllowsMDM: true } },
          Later: 1,
        },
      }),
    );
    expect(facts).toEqual({
      hardwareEncryption: 3,
      passcodePresent: true,
      fileVaultEnabled: false,
      personalRecoveryKeyCms: Buffer.from('cms'),
      management: { enrolledViaDep: true, userApproved: true },
      firewall: { enabled: true, applications: [{ bundleId: 'a.b', allowed: false }] },
      secureBoot: { level: 'full', reducedSecurity: { allowsMdm: true } },
      extra: { Later: 1 },
    });
  });
});

describe('ProfileList', () => {
  it('becomes profiles with their payloads', () => {
    const [wifi, bare] = decodeProfileList(
      body({
        ProfileList: [
          {
            PayloadIdentifier: 'com.school.wifi',
            PayloadUUID: 'U-1',
            PayloadVersion: 1,
            PayloadDisplayName: 'Wi-Fi',
            PayloadRemovalDisallowed: true,
            HasRemovalPasscode: false,
            IsEncrypted: false,
            IsManaged: true,
            SignerCertificates: [Buffer.from('der')],
            PayloadContent: [{ PayloadType: 'com.apple.wifi.managed', PayloadIdentifier: 'i', PayloadUUID: 'U-2' }],
          },
          { PayloadIdentifier: 'b', PayloadUUID: 'U-3', Unknown: 1 },
        ],
      }),
    );
    expect(wifi).toEqual({
      identifier: 'com.school.wifi',
      uuid: 'U-1',
      version: 1,
      displayName: 'Wi-Fi',
      removalDisallowed: true,
      hasRemovalPasscode: false,
      isEncrypted: false,
      isManaged: true,
      signerCertificates: [Buffer.from('der')],
      payloads: [{ type: 'com.apple.wifi.managed', identifier: 'i', uuid: 'U-2' }],
    });
    expect(bare).toEqual({ identifier: 'b', uuid: 'U-3', signerCertificates: [], payloads: [] });
  });
});

describe('InstalledApplicationList', () => {
  it('becomes apps, with versions as text whatever the app’s maker wrote', () => {
    expect(
      decodeInstalledApplicationList(
        body({
          InstalledApplicationList: [
            {
              Identifier: 'com.example.app',
              Name: 'App',
              Version: 12,
              ShortVersion: '1.2',
              BundleSize: 5_000_000_000,
              DynamicSize: 0,
              IsValidated: true,
              Installing: false,
              HasUpdateAvailable: true,
              ExternalVersionIdentifier: 850000000,
              Whatever: 'x',
            },
            { Name: 'No identifier', Path: '/Applications/Odd.app' },
          ],
        }),
      ),
    ).toEqual([
      {
        identifier: 'com.example.app',
        name: 'App',
        version: '12',
        shortVersion: '1.2',
        bundleSize: 5_000_000_000,
        dynamicSize: 0,
        isValidated: true,
        isInstalling: false,
        hasUpdateAvailable: true,
        externalVersionIdentifier: 850000000,
      },
      { name: 'No identifier', path: '/Applications/Odd.app' },
    ]);
  });
});

describe('CertificateList', () => {
  it('becomes certificates that are read when wanted', () => {
    const der = Buffer.from(CERTIFICATE, 'base64');
    const [certificate] = decodeCertificateList(
      body({ CertificateList: [{ CommonName: 'Cart 3', IsIdentity: true, Data: der }] }),
    );
    expect(certificate).toEqual({ commonName: 'Cart 3', isIdentity: true, data: der });
    expect(certificate && readCertificate(certificate.data)).toEqual({
      subject: 'O=School\nCN=Cart 3',
      issuer: 'O=School\nCN=Cart 3',
      serialNumber: '0A1B',
      notBeforeAt: Date.parse('2024-01-01T00:00:00Z'),
      notAfterAt: Date.parse('2025-01-01T00:00:00Z'),
      fingerprint: '2606722541cf3861b27aa9688a0eb5cd184f6d5fd490ca2d1fc88a3a27f83c2b',
      isAuthority: false,
    });
  });

  it('bears certificates that cannot be read', () => {
    const [certificate] = decodeCertificateList(body({ CertificateList: [{ Data: Buffer.from('junk') }] }));
    expect(certificate).toEqual({ isIdentity: false, data: Buffer.from('junk') });
    expect(readCertificate(Buffer.from('junk'))).toBeUndefined();
    expect(readCertificate(Buffer.alloc(0))).toBeUndefined();
  });
});

describe('AvailableOSUpdates', () => {
  it('becomes updates', () => {
    expect(
      decodeAvailableOSUpdates(
        body({
          AvailableOSUpdates: [
            {
              ProductKey: 'iOSUpdate21F79',
              HumanReadableName: 'iPadOS 17.5',
              Version: '17.5',
              Build: '21F79',
              DownloadSize: 600_000_000,
              IsCritical: false,
              RestartRequired: true,
              DeferredUntil: new Date(5000),
            },
          ],
        }),
      ),
    ).toEqual([
      {
        productKey: 'iOSUpdate21F79',
        name: 'iPadOS 17.5',
        version: '17.5',
        build: '21F79',
        downloadSize: 600_000_000,
        appIdentifiersToClose: [],
        isCritical: false,
        restartRequired: true,
        deferredUntilAt: 5000,
      },
    ]);
  });

  it('is no update when the device left the list out', () => {
    expect(decodeAvailableOSUpdates(body({ Status: 'Acknowledged' }))).toEqual([]);
  });
});

describe('Restrictions', () => {
  it('become what is in force, in all and by profile', () => {
    const report = decodeRestrictions(
      body({
        GlobalRestrictions: {
          restrictedBool: { allowCamera: { value: false }, odd: { value: 'x' } },
          restrictedValue: { minLength: { value: 6 } },
          intersection: { allowedApps: { values: ['a', 'b'] } },
          union: { blocked: { values: ['c'] } },
        },
        ProfileRestrictions: { 'com.school.r': { restrictedBool: { allowCamera: { value: false } } } },
      }),
    );
    expect(report).toEqual({
      global: {
        flags: { allowCamera: false },
        values: { minLength: 6 },
        intersection: { allowedApps: ['a', 'b'] },
        union: { blocked: ['c'] },
      },
      byProfile: {
        'com.school.r': { flags: { allowCamera: false }, values: {}, intersection: {}, union: {} },
      },
    });
  });

  it('are none on a Mac', () => {
    expect(decodeRestrictions(body({}))).toEqual({
      global: { flags: {}, values: {}, intersection: {}, union: {} },
      byProfile: {},
    });
  });
});

describe('a result of the wrong shape', () => {
  it.each<[string, (body: PlistDict) => unknown, PlistInput, RegExp]>([
    ['DeviceInformation', decodeDeviceInformation, {}, /^QueryResponses: expected a dictionary, found nothing/],
    ['DeviceInformation', decodeDeviceInformation, { QueryResponses: [] }, /^QueryResponses: .*an array/],
    ['SecurityInfo', decodeSecurityInfo, { SecurityInfo: 'x' }, /^SecurityInfo: .*a string/],
    ['ProfileList', decodeProfileList, { ProfileList: {} }, /^ProfileList: expected an array, found a dictionary/],
    [
      'ProfileList',
      decodeProfileList,
      { ProfileList: [{ PayloadUUID: 'u' }] },
      /^ProfileList\[0\]\.PayloadIdentifier: /,
    ],
    [
      'ProfileList',
      decodeProfileList,
      { ProfileList: [{ PayloadIdentifier: 'i', PayloadUUID: 'u', PayloadContent: 'x' }] },
      /^ProfileList\[0\]\.PayloadContent: expected an array/,
    ],
    [
      'ProfileList',
      decodeProfileList,
      { ProfileList: [{ PayloadIdentifier: 'i', PayloadUUID: 'u', SignerCertificates: 1 }] },
      /SignerCertificates/,
    ],
    ['InstalledApplicationList', decodeInstalledApplicationList, {}, /^InstalledApplicationList: expected an array/],
    [
      'InstalledApplicationList',
      decodeInstalledApplicationList,
      { InstalledApplicationList: [{}, 'x'] },
      /List\[1\]: /,
    ],
    [
      'CertificateList',
      decodeCertificateList,
      { CertificateList: [{ Data: 'x' }] },
      /^CertificateList\[0\]\.Data: expected data/,
    ],
    ['AvailableOSUpdates', decodeAvailableOSUpdates, { AvailableOSUpdates: {} }, /^AvailableOSUpdates: /],
    ['Restrictions', decodeRestrictions, { GlobalRestrictions: [] }, /^GlobalRestrictions: /],
    [
      'Restrictions',
      decodeRestrictions,
      { GlobalRestrictions: { restrictedBool: { a: true } } },
      /restrictedBool\.a: /,
    ],
    ['Restrictions', decodeRestrictions, { ProfileRestrictions: { p: 1 } }, /^ProfileRestrictions\.p: /],
  ])('of %s is refused, naming the key', (_what, decode, value, reason) => {
    let thrown: unknown;
    try {
      decode(body(value));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CartwrightError);
    expect(thrown).toMatchObject({ code: 'bad-plist', message: expect.stringMatching(reason) });
  });
});
