import type { Handout } from '../../shared/contract/index.ts';

export const PAPERS = { a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 } } as const;
export type Paper = keyof typeof PAPERS;

/** How many hand-outs stand on one page. */
export const LAYOUTS = { page: 1, cards: 8 } as const;
export type Layout = keyof typeof LAYOUTS;

/** What is printed, as the address of the print page says it. */
export interface PrintChoice {
  readonly invitationIds: readonly string[];
  readonly paper: Paper;
  readonly layout: Layout;
  readonly language: 'en' | 'de';
  readonly pins: boolean;
}

/** The print page of some invitations. */
export function printAddress(invitationIds: readonly string[], layout: Layout = 'page'): string {
  return `/handouts?${new URLSearchParams({ ids: invitationIds.join(','), ...(layout === 'page' ? {} : { layout }) })}`;
}

/** North America prints on Letter, everybody else on A4. */
export function usualPaper(locale: string): Paper {
  return /-(US|CA|MX|PH|CL|CO|VE)\b/i.test(locale) ? 'letter' : 'a4';
}

export function choiceFrom(address: URLSearchParams, usual: { language: string; locale: string }): PrintChoice {
  const paper = address.get('paper');
  const language = address.get('language') ?? usual.language;
  return {
    invitationIds: (address.get('ids') ?? '').split(',').filter((id) => id !== ''),
    paper: paper === 'a4' || paper === 'letter' ? paper : usualPaper(usual.locale),
    layout: address.get('layout') === 'cards' ? 'cards' : 'page',
    language: language === 'de' ? 'de' : 'en',
    pins: address.get('pins') !== 'no',
  };
}

/** Hand-outs that still open the door, page by page; and how many do not. */
export function pagesOf(
  handouts: readonly Handout[],
  layout: Layout,
): { pages: Handout[][]; closed: number; handouts: Handout[] } {
  const open = handouts.filter(({ invitation }) => invitation.status === 'open');
  const perPage = LAYOUTS[layout];
  const pages = Array.from({ length: Math.ceil(open.length / perPage) }, (_, index) =>
    open.slice(index * perPage, (index + 1) * perPage),
  );
  return { pages, closed: handouts.length - open.length, handouts: open };
}
