import { expect, it } from 'vitest';
import type { Handout } from '../../shared/contract/index.ts';
import { choiceFrom, pagesOf, printAddress, usualPaper } from './print-sheets.ts';

const usual = { language: 'en', locale: 'en-GB' };

it('finds what to print in its address', () => {
  const [, query = ''] = printAddress(['a', 'b'], 'cards').split('?');
  expect(choiceFrom(new URLSearchParams(query), usual)).toEqual({
    invitationIds: ['a', 'b'],
    paper: 'a4',
    layout: 'cards',
    language: 'en',
    pins: true,
  });
  expect(choiceFrom(new URLSearchParams('paper=letter&language=de&pins=no&layout=nonsense'), usual)).toEqual({
    invitationIds: [],
    paper: 'letter',
    layout: 'page',
    language: 'de',
    pins: false,
  });
});

it('prints on the paper of the country', () => {
  expect(['en-US', 'fr-CA', 'en-GB', 'de'].map(usualPaper)).toEqual(['letter', 'letter', 'a4', 'a4']);
});

it('fills pages, and leaves out what opens no door any more', () => {
  const handouts = Array.from(
    { length: 11 },
    (_, index) => ({ invitation: { id: String(index), status: index === 3 ? 'revoked' : 'open' } }) as Handout,
  );
  const { pages, closed } = pagesOf(handouts, 'cards');
  expect([pages.map((page) => page.length), closed]).toEqual([[8, 2], 1]);
  expect(pagesOf(handouts, 'page').pages).toHaveLength(10);
  expect(pagesOf([], 'cards').pages).toEqual([]);
});
