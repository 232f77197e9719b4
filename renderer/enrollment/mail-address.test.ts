import { expect, it } from 'vitest';
import { mailAddress } from './mail-address.ts';

it('carries several people, umlauts and line breaks to any mail program', () => {
  const address = mailAddress({ to: 'ada@maple.example; g+h@maple.example', subject: 'Gerät & mehr', body: 'a\nb c?' });
  expect(address).toBe(
    'mailto:ada@maple.example,g%2Bh@maple.example?subject=Ger%C3%A4t%20%26%20mehr&body=a%0D%0Ab%20c%3F',
  );
  expect(mailAddress({ to: '', subject: '', body: '' })).toBe('mailto:?subject=&body=');
});
