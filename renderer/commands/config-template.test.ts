import { expect, it } from 'vitest';
import { readConfigTemplate } from './config-template.ts';

it('reads the account names of all providers from a table, in our variables', () => {
  const read = (line: string) => readConfigTemplate(line)?.result;
  expect(
    [
      'Microsoft Intune\tIntuneMAMUPN\tString\t{{userprincipalname}}',
      'VMware AirWatch | IntuneMAMUPN | String | {UserPrincipalName}',
      `MobileIron;IntuneMAMUPN;String;\${userUPN}`,
      `IntuneMAMUPN = \${user.userprincipalname}`,
      'IntuneMAMUPN: %upn%',
    ].map(read),
  ).toEqual(Array.from({ length: 5 }, () => ({ IntuneMAMUPN: '$USER_UPN$' })));
});

it('reads property lists, parts of them, and JSON, with types and what nobody translates', () => {
  const xml = '<key>server</key><string>https://x.example</string><key>user</key><string>{{mail}}</string>';
  expect(readConfigTemplate(xml)).toMatchObject({
    kind: 'xml',
    result: { server: 'https://x.example', user: '$EMAIL$' },
    translated: [{ from: '{{mail}}', to: '$EMAIL$', vendor: 'intune' }],
  });
  expect(readConfigTemplate(`<plist version="1.0"><dict>${xml}</dict></plist>`)?.result.user).toBe('$EMAIL$');
  expect(readConfigTemplate(`{"user": "\${user.mail}", "n": 3, "team": "{{department}}"}`)).toMatchObject({
    result: { user: '$EMAIL$', n: 3, team: '{{department}}' },
    unknown: [{ text: '{{department}}', vendor: 'intune' }],
  });
  const table = '| Key | Type | Value |\n|---|---|---|\n| kiosk | Boolean | true |\n| delay | Integer | 30 |';
  expect(readConfigTemplate(table)?.result).toEqual({ kiosk: true, delay: 30 });
});

it('says so when it is no configuration', () => {
  expect(['', 'hello', '{"a": ', '<dict><key>a</key></dict>', '[1]'].map(readConfigTemplate)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});
