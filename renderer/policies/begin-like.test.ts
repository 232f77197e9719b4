import { expect, it } from 'vitest';
import { beginLike } from './begin-like.ts';

it('begins with the values of a policy that holds otherwise, with names of its own and without its secrets (POL-04)', () => {
  let made = 0;
  const copy = beginLike(
    {
      PayloadIdentifier: 'org.brook.base',
      PayloadUUID: 'A',
      PayloadContent: [
        { PayloadType: 'com.apple.security.root', PayloadUUID: 'B' },
        {
          PayloadType: 'com.apple.wifi.managed',
          PayloadUUID: 'C',
          Password: { $kept: 'x' },
          Anchors: ['B'],
          Hidden: true,
        },
      ],
    },
    () => `new-uuid-${++made}`,
  );
  expect(copy).toEqual({
    PayloadIdentifier: 'org.brook.base.uuid-4',
    PayloadUUID: 'new-uuid-1',
    PayloadContent: [
      { PayloadType: 'com.apple.security.root', PayloadUUID: 'new-uuid-2' },
      { PayloadType: 'com.apple.wifi.managed', PayloadUUID: 'new-uuid-3', Anchors: ['new-uuid-2'], Hidden: true },
    ],
  });
});
