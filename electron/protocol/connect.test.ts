import { describe, expect, it } from 'vitest';
import { CartwrightError } from '../../shared/errors.ts';
import type { PlistInput } from '../../shared/plist/index.ts';
import { decodeConnect, encodeCommand } from './connect.ts';
import { decodePlist } from './plist/decode.ts';
import { encodePlistBytes } from './plist/encode.ts';
import { salvageConnect } from './salvage.ts';

const decode = (message: PlistInput) => decodeConnect(encodePlistBytes(message));
const UDID = '00008030-000A1B2C3D4E5F60';
const CommandUUID = '2B1F6E0C-6C0B-4E0B-9C7D-0F7D2B7A5A11';

describe('a connect', () => {
  it('that is idle names only the device', () => {
    expect(decode({ Status: 'Idle', UDID })).toEqual({
      status: 'Idle',
      UDID,
      errorChain: [],
      body: { Status: 'Idle', UDID },
    });
  });

  it.each(['Acknowledged', 'Error', 'CommandFormatError', 'NotNow'] as const)('with %s names its command', (Status) => {
    expect(decode({ Status, UDID, CommandUUID })).toMatchObject({ status: Status, CommandUUID });
    expect(() => decode({ Status, UDID })).toThrow(/^CommandUUID: /);
    expect(() => decode({ Status, UDID, CommandUUID: '' })).toThrow(/^CommandUUID: /);
  });

  it('carries the error chain, the user and the whole dictionary', () => {
    const message = {
      Status: 'Error',
      CommandUUID,
      EnrollmentID: 'e',
      EnrollmentUserID: 'u',
      UserID: 'x',
      UserShortName: 'ada',
      UserLongName: 'Ada',
      AuthToken: 't',
      ErrorChain: [{ ErrorDomain: 'D', ErrorCode: 1, LocalizedDescription: 'L' }],
      RejectionReason: 'CouldNotVerifyAppID',
    };
    const { EnrollmentID, EnrollmentUserID, UserID, UserShortName, UserLongName, AuthToken } = message;
    expect(decode(message)).toEqual({
      status: 'Error',
      CommandUUID,
      ...{ EnrollmentID, EnrollmentUserID, UserID, UserShortName, UserLongName, AuthToken },
      errorChain: [{ domain: 'D', code: 1, localizedDescription: 'L' }],
      body: message,
    });
  });

  it.each<[string, PlistInput, RegExp]>([
    ['no status', { UDID }, /^Status: expected a string, found nothing/],
    ['an unknown status', { Status: 'Fine', UDID }, /^Status: expected one of Idle, /],
    ['no device', { Status: 'Idle' }, /^UDID or EnrollmentID: /],
    ['a device that is a number', { Status: 'Idle', UDID: 5 }, /^UDID: /],
    ['a command that is a number', { Status: 'Idle', UDID, CommandUUID: 5 }, /^CommandUUID: /],
    ['a session that is a number', { Status: 'Idle', UDID, AuthToken: 5 }, /^AuthToken: /],
    ['an error chain that is text', { Status: 'Error', UDID, CommandUUID, ErrorChain: 'x' }, /^ErrorChain: /],
    ['no dictionary', [], /dictionary/],
  ])('with %s is refused, naming the key', (_what, message, reason) => {
    expect(() => decode(message)).toThrow(CartwrightError);
    expect(() => decode(message)).toThrow(reason);
  });
});

describe('a command', () => {
  it('is written with its UUID and its keys', () => {
    const bytes = encodeCommand(CommandUUID, {
      RequestType: 'InstallProfile',
      Payload: Buffer.from('x'),
      Gone: undefined,
    });
    expect(decodePlist(bytes)).toEqual({
      CommandUUID,
      Command: { RequestType: 'InstallProfile', Payload: Buffer.from('x') },
    });
  });

  it('needs a request type', () => {
    expect(() => encodeCommand(CommandUUID, { RequestType: '' })).toThrow(/^RequestType: /);
  });
});

describe('salvaging a result', () => {
  const result = encodePlistBytes(
    {
      CommandUUID,
      OSUpdateStatus: [{ Status: 'Idle', CommandUUID: 'inner' }],
      Note: 'xx',
      Status: 'Acknowledged',
      UDID,
    },
    { pretty: true },
  ).toString('latin1');
  const salvage = (text: string) => salvageConnect(Buffer.from(text, 'latin1'));

  it('finds command and status among bytes that are not UTF-8 and control characters', () => {
    for (const bad of ['\u0007', '\u00ff', '&nope;', '<b>']) {
      const body = result.replace('xx', bad);
      expect(() => decodeConnect(Buffer.from(body, 'latin1'))).toThrow(CartwrightError);
      expect(salvage(body)).toEqual({ CommandUUID, status: 'Acknowledged' });
    }
  });

  it('takes no status from inside the answer', () => {
    expect(salvage(result.slice(0, result.indexOf('Note')))).toEqual({ CommandUUID });
  });

  it('looks into neither comments nor CDATA', () => {
    const fake = '<key>CommandUUID</key><string>fake</string>';
    expect(
      salvage(
        `<dict><!-- ${fake} --><key>a</key><string><![CDATA[${fake}]]></string>${result.slice(result.indexOf('<key>'))}`,
      ),
    ).toEqual({
      CommandUUID,
      status: 'Acknowledged',
    });
    expect(salvage(`<dict><!-- ${fake}`)).toEqual({});
  });

  it('finds nothing in nothing, noise and nonsense', () => {
    expect(salvage('')).toEqual({});
    expect(salvage('\u0000\u0001<dict')).toEqual({});
    expect(salvage('<dict><key>Status</key><string>Great</string><key>CommandUUID</key><string>a b</string>')).toEqual(
      {},
    );
  });
});
