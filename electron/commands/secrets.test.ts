import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  commandDefinition,
  commandToJson,
  SECRET_KEYS,
  sampleCommand,
} from '../../shared/catalogue/index.ts';
import { auditOf } from './audit.ts';
import { putBackSecrets, takeOutSecrets } from './secrets.ts';

const payload = Buffer.from('<plist>password inside</plist>').toString('base64');

describe('secrets of commands', () => {
  it('take texts with them that say them once more, and nothing else', () => {
    const command = {
      RequestType: 'DeviceLock',
      PIN: '482913',
      Message: 'Ask for 482913 at the desk',
      PhoneNumber: '555 0100',
    };
    const { request, secrets } = takeOutSecrets(command, commandDefinition('DeviceLock'));
    expect(request).toEqual({ RequestType: 'DeviceLock', PhoneNumber: '555 0100' });
    expect(JSON.stringify(auditOf(request))).not.toContain('482913');
    expect(putBackSecrets(structuredClone(request), secrets)).toEqual(command);
  });

  it('takes profiles, passwords and app configurations out and puts them back in their places', () => {
    const commands = [
      { RequestType: 'InstallProfile', Payload: payload },
      { RequestType: 'DeviceLock', PIN: '123456', Message: 'Lost' },
      { RequestType: 'InstallApplication', Identifier: 'org.example', Configuration: { token: 'x' } },
      {
        RequestType: 'Settings',
        Settings: [
          { Item: 'DeviceName', DeviceName: 'Cart 3' },
          { Item: 'Wallpaper', Where: 1, Image: payload },
          { Item: 'ApplicationConfiguration', Identifier: 'a', Configuration: { key: 'secret' } },
        ],
      },
      { RequestType: 'RotateFileVaultKey', KeyType: 'personal', FileVaultUnlock: { Password: 'hunter2' } },
      { RequestType: 'EraseDevice', ReturnToService: { Enabled: true, WiFiProfileData: payload } },
    ];
    for (const command of commands) {
      const { request, secrets } = takeOutSecrets(command, commandDefinition(command.RequestType));
      const kept = JSON.stringify(request);
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of [payload, '123456', 'token', 'hunter2', '"key"']) expect(kept).not.toContain(secret);
      expect(putBackSecrets(JSON.parse(kept) as Record<string, unknown>, secrets)).toEqual(command);
    }
  });

  it('leaves commands without secrets alone', () => {
    const command = { RequestType: 'DeviceInformation', Queries: ['UDID', 'OSVersion'] };
    expect(takeOutSecrets(command, commandDefinition('DeviceInformation'))).toEqual({ request: command, secrets: [] });
  });

  it('keeps no secret key of any command Apple documents', () => {
    for (const definition of COMMANDS) {
      const sample = commandToJson(sampleCommand(definition), definition);
      const { request } = takeOutSecrets(sample, definition);
      const names = [...JSON.stringify(request).matchAll(/"([^"]+)":/g)].map((match) => match[1] ?? '');
      expect(names.filter((name) => SECRET_KEYS.has(name))).toEqual([]);
    }
  });
});

describe('the audit trail of commands', () => {
  it('tells what was done to what, and nothing that is not on its list', () => {
    expect(auditOf({ RequestType: 'RemoveProfile', Identifier: 'org.example.wifi', NewKey: 'secret' })).toEqual({
      requestType: 'RemoveProfile',
      Identifier: 'org.example.wifi',
    });
    expect(auditOf({ RequestType: 'VerifyFirmwarePassword', Password: 'secret' })).toEqual({
      requestType: 'VerifyFirmwarePassword',
    });
    expect(auditOf({ RequestType: 'Settings', Settings: [{ Item: 'Bluetooth', Enabled: true }, 7] })).toEqual({
      requestType: 'Settings',
      items: ['Bluetooth'],
    });
  });
});
