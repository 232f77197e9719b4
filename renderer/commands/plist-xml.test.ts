import { expect, it } from 'vitest';
import { requestXml } from './plist-xml.ts';

it('shows a command as it travels, each value as the kind Apple’s schema gives it', () => {
  const xml = requestXml(
    {
      RequestType: 'Settings',
      Settings: [{ Item: 'Wallpaper', Image: btoa('pixels & <more>'), Where: 1 }],
    } as never,
    '0198',
  );
  expect(xml).toContain('<key>CommandUUID</key>\n\t<string>0198</string>');
  expect(xml).toContain(`<data>${btoa('pixels & <more>')}</data>`);
  expect(xml).toContain('<key>Where</key>\n\t\t\t\t<integer>1</integer>');
  const message = requestXml({ RequestType: 'DeviceLock', Message: 'a < b & c' } as never, '1');
  expect(message).toContain('<string>a &lt; b &amp; c</string>');
});
