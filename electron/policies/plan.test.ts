import { beforeEach, describe, expect, it } from 'vitest';
import { stageOf } from './stages.ts';
import { MINUTE, ModelDevice, wanted } from './testing/model-device.ts';

const HOUR = 60 * MINUTE;

let device: ModelDevice;
beforeEach(() => {
  device = new ModelDevice();
});

const status = (identifier: string) => device.reconcile().statuses.find((each) => each.identifier === identifier);
/** What the device was told since, lists left out. */
const told = (from = 0) => device.answered.slice(from).filter((words) => words !== 'list');

describe('the order', () => {
  it('is trust, identity, network, everything else, accounts, limits', () => {
    const types = [
      'com.apple.security.root',
      'com.apple.security.scep',
      'com.apple.wifi.managed',
      'com.apple.webClip.managed',
      'com.apple.mail.managed',
      'com.apple.applicationaccess',
    ];
    const profiles = types.map((type, i) => wanted(`org.example.${9 - i}`, 1, { payloadTypes: [type] }));
    device.want(...[...profiles].reverse());
    device.settle();
    expect(told()).toEqual(profiles.map(({ identifier }) => `install ${identifier}`));
    device.want();
    device.settle();
    expect(told(profiles.length)).toEqual([...profiles].reverse().map(({ identifier }) => `remove ${identifier}`));
  });

  it('puts a profile of several kinds with the last of them, and every Ethernet with the networks', () => {
    expect(stageOf(['com.apple.security.root', 'com.apple.wifi.managed'])).toBe(stageOf(['com.apple.wifi.managed']));
    expect(stageOf(['com.apple.thirdactiveethernet.managed'])).toBe(stageOf(['com.apple.wifi.managed']));
    expect(stageOf([])).toBe(stageOf(['com.apple.dock']));
  });
});

describe('a profile', () => {
  it('is pending, sent, taken and not seen yet, then installed once a list shows it (POL-06, CONF-04)', () => {
    device.want(wanted('wifi', 1));
    expect(status('wifi')?.state).toBe('pending');
    device.take();
    expect(status('wifi')?.state).toBe('sent');
    device.answer();
    expect(status('wifi')?.state).toBe('verifying');
    device.settle();
    expect(status('wifi')?.state).toBe('installed');
    expect(device.answered).toEqual(['install wifi', 'list']);
  });

  it('of a newer version takes the place of the one that waits, and follows the one in flight', () => {
    device.want(wanted('wifi', 1));
    device.reconcile();
    device.want(wanted('wifi', 2));
    device.reconcile();
    expect(device.open).toMatchObject([{ uuid: 'wifi:2' }]);
    device.take();
    device.want(wanted('wifi', 3));
    device.reconcile();
    expect(device.open).toMatchObject([{ uuid: 'wifi:2', inFlight: true }, { uuid: 'wifi:3' }]);
    device.settle();
    expect(device.profiles.get('wifi')).toBe('wifi:3');
  });

  it('without a value for this device waits and says for which, and leaves what is there', () => {
    device.want(wanted('mail', 1));
    device.settle();
    device.want(wanted('mail', 2, { missing: ['$EMAIL$'] }));
    device.settle();
    expect(status('mail')).toEqual({
      identifier: 'mail',
      state: 'waiting',
      because: { code: 'missing-values', names: ['$EMAIL$'] },
    });
    expect(device.profiles.get('mail')).toBe('mail:1');
  });

  it('the device cannot take is said to be so, and what was there of it goes', () => {
    device.want(wanted('lock', 1));
    device.settle();
    device.want(wanted('lock', 2, { unfit: 'is not supervised' }));
    device.settle();
    expect(device.profiles.has('lock')).toBe(false);
    expect(status('lock')).toEqual({
      identifier: 'lock',
      state: 'not-applicable',
      because: { code: 'unfit', reason: 'is not supervised' },
    });
  });

  it('that fails is tried again after one hour, six, a day and a week, and then left', () => {
    device.want(wanted('bad', 1, { broken: true }));
    device.settle();
    for (const gap of [1, 6, 24, 168]) {
      const before = told().length;
      const { lookAgainAt = 0 } = device.reconcile();
      expect(status('bad')?.because).toEqual({ code: 'try-again', at: lookAgainAt });
      device.now = lookAgainAt - 1;
      device.settle();
      expect(told().length).toBe(before);
      device.now = lookAgainAt;
      expect(device.now + 1).toBeGreaterThan(gap * HOUR);
      device.settle();
      expect(told().length).toBe(before + 1);
    }
    expect(device.reconcile().lookAgainAt).toBeUndefined();
    expect(status('bad')).toEqual({ identifier: 'bad', state: 'failed', because: { code: 'given-up' } });
    device.want(wanted('bad', 2));
    device.settle();
    expect(device.profiles.get('bad')).toBe('bad:2');
  });

  it('acknowledged and in no list afterwards has failed', () => {
    device.want(wanted('ghost', 1, { vanishes: true }));
    device.settle();
    expect(status('ghost')).toMatchObject({ state: 'failed', because: { code: 'try-again' } });
    expect(told()).toEqual(['install ghost']);
  });

  it('somebody removed comes back once, or is told of, as policy says (CONF-09)', () => {
    device.want(wanted('repaired', 1), wanted('told', 1, { onDrift: 'report' }));
    device.settle();
    device.removeByHand('repaired');
    device.removeByHand('told');
    const before = told().length;
    device.askForList();
    device.settle();
    expect(told(before)).toEqual(['install repaired']);
    expect([status('repaired')?.state, status('told')?.state]).toEqual(['installed', 'drifted']);
  });

  it('taken back while the device has the command goes as soon as it is there', () => {
    device.want(wanted('clip', 1));
    device.reconcile();
    device.take();
    device.want();
    device.reconcile();
    expect(device.open.map(({ kind }) => kind)).toEqual(['install', 'remove']);
    device.settle();
    expect(device.profiles.has('clip')).toBe(false);
  });

  it('taken back before the device was told of it is not sent at all', () => {
    device.want(wanted('clip', 1));
    device.reconcile();
    device.want();
    device.settle();
    expect(device.answered).toEqual([]);
  });
});

describe('what would cut a device off', () => {
  const wifi = (name: string, more = {}) => wanted(name, 1, { payloadTypes: ['com.apple.wifi.managed'], ...more });
  const allowList = wanted('only-our-networks', 1, {
    payloadTypes: ['com.apple.applicationaccess'],
    hazards: [{ kind: 'wifi-allow-list' }],
  });

  it('is a list of allowed networks with none of them on the device: it waits until one is seen there (POL-33)', () => {
    device.want(allowList);
    device.settle();
    expect(status('only-our-networks')).toMatchObject({ state: 'held', because: { code: 'no-wifi' } });
    device.want(allowList, wifi('school', { broken: true }));
    device.settle();
    expect(status('only-our-networks')).toMatchObject({ state: 'held', because: { code: 'wifi-not-verified' } });
    device.want(allowList, wifi('school-2'));
    device.settle();
    expect(told().slice(-2)).toEqual(['install school-2', 'install only-our-networks']);
    expect(status('only-our-networks')?.state).toBe('installed');
  });

  it('is the last network while that list is in force', () => {
    device.want(allowList, wifi('school'));
    device.settle();
    device.want(allowList);
    device.settle();
    expect(status('school')).toMatchObject({
      state: 'held',
      because: { code: 'allow-list-needs-it', identifier: 'only-our-networks' },
    });
    device.want();
    device.settle();
    expect(told().slice(-2)).toEqual(['remove only-our-networks', 'remove school']);
  });

  it('is the profile it reaches us by: it stays until another one is seen', () => {
    device.facts = { ...device.facts, hasOwnNetwork: false };
    device.want(wifi('old'));
    device.settle();
    device.want();
    device.settle();
    expect(status('old')).toMatchObject({ state: 'held', because: { code: 'carries-the-connection' } });
    device.want(wifi('new', { broken: true }));
    device.settle();
    expect(device.profiles.has('old')).toBe(true);
    device.want(wifi('newer'));
    device.settle();
    expect([...device.profiles.keys()]).toEqual(['newer']);
  });

  it('goes only after what takes its place is seen (CONF-03)', () => {
    device.want(wifi('old'));
    device.settle();
    device.want(wifi('new'));
    const before = device.answered.length;
    expect(status('old')).toMatchObject({
      state: 'held',
      because: { code: 'replacement-not-verified', identifier: 'new' },
    });
    device.settle();
    expect(device.answered.slice(before, before + 3)).toEqual(['install new', 'list', 'remove old']);
  });

  it('is an app that is not there as the only one, and a proxy nobody vouched for (POL-40, POL-42)', () => {
    const kiosk = (bundleId: string) => wanted('kiosk', 1, { hazards: [{ kind: 'single-app', bundleId }] });
    const proxy = (accepted: boolean) => wanted('proxy', 1, { hazards: [{ kind: 'global-proxy', accepted }] });
    device.want(kiosk('org.example.exam'), proxy(false));
    device.settle();
    expect(status('kiosk')?.because).toEqual({ code: 'app-missing', bundleId: 'org.example.exam' });
    expect(status('proxy')?.because).toEqual({ code: 'proxy-not-accepted' });
    device.facts = { ...device.facts, apps: new Set(['org.example.exam']) };
    device.want(kiosk('org.example.exam'), proxy(true));
    device.settle();
    expect(told()).toEqual(['install kiosk', 'install proxy']);
    device.want(kiosk('com.apple.mobilesafari'), proxy(true));
    expect(device.reconcile().statuses.every(({ state }) => state === 'installed')).toBe(true);
  });
});

describe('a capability that a restriction pays for', () => {
  const passcode = wanted('passcode', 1, { payloadTypes: ['com.apple.mobiledevice.passwordpolicy'] });
  const vpn = wanted('vpn', 1, { payloadTypes: ['com.apple.vpn.managed'], needs: ['passcode'], needsPasscode: true });

  it('BP-4 follows the restriction once the device says that its passcode complies, and is asked about it every hour', () => {
    device.passcodeCompliant = false;
    device.want(passcode, vpn);
    device.settle();
    expect(device.answered).toEqual(['install passcode', 'list', 'security']);
    expect(status('vpn')).toMatchObject({ state: 'held', because: { code: 'passcode-not-compliant' } });
    const { lookAgainAt = 0 } = device.reconcile();
    expect(lookAgainAt - device.now).toBe(HOUR);
    device.passcodeCompliant = true;
    device.settle();
    expect(device.profiles.has('vpn')).toBe(false);
    device.now = lookAgainAt;
    device.settle();
    expect(device.answered.slice(3)).toEqual(['security', 'install vpn', 'list']);
    expect(status('vpn')?.state).toBe('installed');
  });

  it('goes with what pays for it', () => {
    device.want(passcode, vpn);
    device.settle();
    device.want(vpn);
    device.settle();
    expect([...device.profiles.keys()]).toEqual([]);
  });
});

describe('accounts with certificates', () => {
  const types = ['com.apple.security.scep', 'com.apple.eas.account'];
  const accounts = (version: number) =>
    ['mail-1', 'mail-2', 'mail-3'].map((name) => wanted(name, version, { payloadTypes: types }));

  it('BP-7 are renewed one after the other, each seen on the device before the next', () => {
    device.want(...accounts(1));
    device.settle();
    const before = device.answered.length;
    device.want(...accounts(2));
    expect(status('mail-2')).toEqual({
      identifier: 'mail-2',
      state: 'held',
      because: { code: 'one-account-at-a-time', identifier: 'mail-1' },
    });
    device.settle();
    expect(device.answered.slice(before)).toEqual(
      ['mail-1', 'mail-2', 'mail-3'].flatMap((name) => [`install ${name}`, 'list']),
    );
  });

  it('wait for none that failed', () => {
    device.want(...accounts(1));
    device.settle();
    const [first, ...others] = accounts(2);
    device.want(...(first === undefined ? [] : [{ ...first, broken: true }]), ...others);
    device.settle();
    expect(Object.fromEntries(device.profiles)).toEqual({
      'mail-1': 'mail-1:1',
      'mail-2': 'mail-2:2',
      'mail-3': 'mail-3:2',
    });
  });
});
