import { describe, expect, it } from 'vitest';
import { enrollmentIdentity, readEnrollmentIdKeys, SHARED_IPAD_USER_ID } from './enrollment-id.ts';

const UDID = '00008030-000A1B2C3D4E5F60';
const UserID = '6F1C0B4E-0B5A-4F0E-8E51-6C5E4B1C7D11';

describe('the enrollment of a message', () => {
  it('is the device channel when only the device is named', () => {
    expect(enrollmentIdentity({ UDID })).toMatchObject({
      kind: 'device',
      channel: 'device',
      key: `device:${UDID}`,
      deviceKey: `device:${UDID}`,
      UDID,
    });
  });

  it('is a user channel of that device when a user is named', () => {
    expect(enrollmentIdentity({ UDID, UserID, UserShortName: 'ada' })).toMatchObject({
      kind: 'user',
      channel: 'user',
      key: `device:${UDID}/user:${UserID}`,
      deviceKey: `device:${UDID}`,
      UserShortName: 'ada',
    });
  });

  it('is the account on a Shared iPad, whose users all have one UserID', () => {
    const ada = enrollmentIdentity({ UDID, UserID: SHARED_IPAD_USER_ID, UserShortName: 'Ada@school.example' });
    const bob = enrollmentIdentity({
      UDID,
      UserID: SHARED_IPAD_USER_ID.toLowerCase(),
      UserShortName: 'bob@school.example',
    });
    expect(ada).toMatchObject({ kind: 'shared-ipad-user', channel: 'user', deviceKey: `device:${UDID}` });
    expect(ada.key).toBe(`device:${UDID}/shared:ada@school.example`);
    expect(bob.kind).toBe('shared-ipad-user');
    expect(bob.key).not.toBe(ada.key);
    expect(() => enrollmentIdentity({ UDID, UserID: SHARED_IPAD_USER_ID })).toThrow(/UserShortName/);
  });

  it('is a user enrollment when there is no UDID, with a channel of its own for the user', () => {
    expect(enrollmentIdentity({ EnrollmentID: 'abc-1' })).toMatchObject({
      kind: 'user-enrollment',
      channel: 'device',
      key: 'enrollment:ABC-1',
    });
    expect(enrollmentIdentity({ EnrollmentID: 'abc-1', EnrollmentUserID: 'u-2' })).toMatchObject({
      kind: 'user-enrollment-user',
      channel: 'user',
      key: 'enrollment:ABC-1/user:U-2',
      deviceKey: 'enrollment:ABC-1',
    });
  });

  it('does not depend on letter case, and keeps ids as they were spelt', () => {
    const lower = enrollmentIdentity({ UDID: UDID.toLowerCase(), UserID: UserID.toLowerCase() });
    expect(lower.key).toBe(enrollmentIdentity({ UDID, UserID }).key);
    expect(lower.UDID).toBe(UDID.toLowerCase());
  });

  it('never has the key of another, whatever the ids', () => {
    const keys = [
      enrollmentIdentity({ UDID: 'A' }),
      enrollmentIdentity({ EnrollmentID: 'A' }),
      enrollmentIdentity({ UDID: 'A', UserID: 'B' }),
      enrollmentIdentity({ UDID: 'A', UserID: SHARED_IPAD_USER_ID, UserShortName: 'B' }),
      enrollmentIdentity({ EnrollmentID: 'A', EnrollmentUserID: 'B' }),
    ].map((identity) => identity.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const bad of ['A/user:B', 'a b', 'a\nb', 'ä', 'x'.repeat(129)]) {
      expect(() => enrollmentIdentity({ UDID: bad })).toThrow(/UDID/);
    }
    expect(() => enrollmentIdentity({ UDID, UserID: SHARED_IPAD_USER_ID, UserShortName: 'a\u0000b' })).toThrow(
      /UserShortName/,
    );
  });

  it('must be named by something', () => {
    expect(() => enrollmentIdentity({})).toThrow(/UDID or EnrollmentID/);
    expect(() => enrollmentIdentity({ UDID: '', UserID })).toThrow(/UDID or EnrollmentID/);
  });

  it('is read only from strings', () => {
    expect(readEnrollmentIdKeys({ UDID, Other: 1 })).toEqual({ UDID });
    expect(() => readEnrollmentIdKeys({ UDID, UserID: 5 })).toThrow('UserID: expected a string, found a number.');
  });
});
