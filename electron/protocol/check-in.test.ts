import { describe, expect, expectTypeOf, it } from 'vitest';
import { CartwrightError } from '../../shared/errors.ts';
import type { PlistInput } from '../../shared/plist/index.ts';
import { type CheckInMessage, decodeCheckIn, isCheckIn, type TokenUpdateMessage } from './check-in.ts';
import { encodePlistBytes } from './plist/encode.ts';

const decode = (message: PlistInput) => decodeCheckIn(encodePlistBytes(message));
const UDID = '00008030-000A1B2C3D4E5F60';
const Topic = 'com.apple.mgmt.External.6c0b4e0b';
const tokenUpdate = {
  MessageType: 'TokenUpdate',
  UDID,
  Topic,
  Token: Buffer.alloc(32, 1),
  PushMagic: 'B2C5E3F0-magic',
} as const;

function refusal(message: PlistInput): CartwrightError {
  try {
    decode(message);
  } catch (error) {
    if (error instanceof CartwrightError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a check-in', () => {
  it('of a device that asks to enroll has all it says of itself', () => {
    const message = {
      MessageType: 'Authenticate',
      UDID,
      Topic,
      DeviceName: 'Cart 3 / 12',
      ModelName: 'iPad',
      Model: 'MK2K3',
      OSVersion: '17.4',
      BuildVersion: '21E219',
      ProductName: 'iPad12,1',
      SerialNumber: 'F9FZM0XYZ123',
      IMEI: '35 000000 000000 0',
      MEID: '35000000000000',
    };
    expect(decode({ ...message, Shiny: ['new'] })).toEqual({ ...message, extra: { Shiny: ['new'] } });
  });

  it('with tokens has them as bytes', () => {
    const message = decode({ ...tokenUpdate, UnlockToken: Buffer.from('u'), AwaitingConfiguration: true });
    expect(message).toEqual({
      ...tokenUpdate,
      UnlockToken: Buffer.from('u'),
      AwaitingConfiguration: true,
      extra: {},
    });
    if (message.MessageType === 'TokenUpdate') {
      expectTypeOf(message).toEqualTypeOf<TokenUpdateMessage>();
      expectTypeOf(message.Token).toEqualTypeOf<Uint8Array>();
      expectTypeOf(message.UnlockToken).toEqualTypeOf<Uint8Array | undefined>();
    }
  });

  it('of a user channel names the user', () => {
    const user = { UserID: 'U-1', UserShortName: 'ada', UserLongName: 'Ada L.', AuthToken: 'a', NotOnConsole: false };
    expect(decode({ ...tokenUpdate, ...user })).toEqual({ ...tokenUpdate, ...user, extra: {} });
  });

  it.each<CheckInMessage>([
    { MessageType: 'CheckOut', EnrollmentID: 'e', Topic, extra: {} },
    { MessageType: 'UserAuthenticate', UDID, UserID: 'u', extra: {} },
    { MessageType: 'UserAuthenticate', UDID, UserID: 'u', DigestResponse: 'd', extra: {} },
    {
      MessageType: 'SetBootstrapToken',
      UDID,
      BootstrapToken: Buffer.alloc(0),
      AwaitingConfiguration: false,
      extra: {},
    },
    { MessageType: 'GetBootstrapToken', UDID, extra: {} },
    { MessageType: 'GetToken', UDID, TokenServiceType: 'com.apple.maid', TokenParameters: { a: 'b' }, extra: {} },
    { MessageType: 'DeclarativeManagement', UDID, Endpoint: 'status', Data: Buffer.from('{}'), extra: {} },
    { MessageType: 'ReturnToService', UDID, extra: {} },
  ])('of type $MessageType is decoded', (message) => {
    const { extra, ...keys } = message;
    expect(decode(keys as PlistInput)).toEqual({ ...keys, extra });
  });

  it.each<[string, PlistInput, RegExp]>([
    ['no MessageType', { UDID }, /^MessageType: expected a string, found nothing/],
    ['a MessageType that is a number', { MessageType: 1, UDID }, /^MessageType: expected a string, found a number/],
    ['an unknown MessageType', { MessageType: 'Hello', UDID }, /^MessageType: expected one of Authenticate, /],
    ['an inherited MessageType', { MessageType: 'toString', UDID }, /^MessageType: expected one of/],
    ['no device', { MessageType: 'CheckOut', Topic }, /^UDID or EnrollmentID: /],
    ['an empty device', { MessageType: 'CheckOut', Topic, UDID: '' }, /^UDID or EnrollmentID: .*empty string/],
    ['no topic', { MessageType: 'Authenticate', UDID }, /^Topic: expected a string, found nothing/],
    ['an empty topic', { MessageType: 'Authenticate', UDID, Topic: '' }, /^Topic: expected a string, found an empty/],
    ['a token that is text', { ...tokenUpdate, Token: 'abc' }, /^Token: expected data, found a string/],
    ['an empty token', { ...tokenUpdate, Token: Buffer.alloc(0) }, /^Token: expected data, found empty data/],
    ['no push magic', { ...tokenUpdate, PushMagic: undefined }, /^PushMagic: /],
    [
      'a flag that is text',
      { ...tokenUpdate, AwaitingConfiguration: 'yes' },
      /^AwaitingConfiguration: expected a boolean/,
    ],
    [
      'a name that is a date',
      { ...tokenUpdate, UserLongName: new Date(0) },
      /^UserLongName: expected a string, found a date/,
    ],
    ['no endpoint', { MessageType: 'DeclarativeManagement', UDID }, /^Endpoint: /],
    [
      'parameters that are a list',
      { MessageType: 'GetToken', UDID, TokenServiceType: 't', TokenParameters: [] },
      /an array/,
    ],
    ['a list instead of a dictionary', ['Authenticate'], /dictionary/],
  ])('with %s is refused, naming the key', (_what, message, reason) => {
    const error = refusal(message);
    expect(error.code).toBe('bad-plist');
    expect(error.message).toMatch(reason);
  });

  it('is refused without telling secrets', () => {
    expect(refusal({ ...tokenUpdate, Token: 's3cret', PushMagic: 's3cret' }).message).not.toContain('s3cret');
  });

  it('is told from a connect by its MessageType', () => {
    expect(isCheckIn({ MessageType: 'Nonsense' })).toBe(true);
    expect(isCheckIn({ Status: 'Idle' })).toBe(false);
  });
});
