import { randomUUID } from 'node:crypto';
import { encodePlist } from '../../electron/protocol/index.ts';

/** A configuration profile for InstallProfile, in base64 as REST takes it. */
export function testProfile(identifier: string): string {
  const profile = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: randomUUID().toUpperCase(),
    PayloadDisplayName: `Profile ${identifier}`,
    PayloadContent: [
      {
        PayloadType: 'com.apple.webClip.managed',
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.clip`,
        PayloadUUID: randomUUID().toUpperCase(),
        PayloadDisplayName: 'Timetable',
        URL: 'https://timetable.maple.example/',
        Label: 'Timetable',
      },
    ],
  };
  return Buffer.from(encodePlist(profile)).toString('base64');
}
