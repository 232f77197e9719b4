import { expect, it } from 'vitest';
import { edited, isChanged, redone, savedNow, startDraft, undone } from './draft.ts';

const one = { PayloadDisplayName: 'One' };
const two = { PayloadDisplayName: 'Two' };
const three = { PayloadDisplayName: 'Three' };

it('goes back and forth, and a new step ends the way forth', () => {
  const draft = edited(edited(startDraft(one), two, undefined, 0), three, undefined, 0);
  expect(isChanged(draft)).toBe(true);
  const back = undone(undone(draft));
  expect(back.profile).toBe(one);
  expect(isChanged(back)).toBe(false);
  expect(undone(back)).toBe(back);
  expect(redone(redone(back)).profile).toBe(three);
  expect(redone(redone(redone(back))).profile).toBe(three);
  expect(edited(undone(draft), one, undefined, 0).future).toEqual([]);
});

it('takes typing in one field as one step, until one pauses or goes elsewhere', () => {
  const typed = edited(edited(startDraft(one), two, 'name', 0), three, 'name', 1000);
  expect(undone(typed).profile).toBe(one);
  expect(undone(edited(edited(startDraft(one), two, 'name', 0), three, 'name', 2000)).profile).toBe(two);
  expect(undone(edited(edited(startDraft(one), two, 'name', 0), three, 'note', 10)).profile).toBe(two);
  expect(undone(edited(edited(startDraft(one), two, undefined, 0), three, undefined, 10)).profile).toBe(two);
});

it('knows what was saved, and can still go back behind it', () => {
  const draft = edited(startDraft(one), two, undefined, 0);
  const saved = savedNow(draft, two);
  expect(isChanged(saved)).toBe(false);
  expect(isChanged(undone(saved))).toBe(true);
  expect(edited(saved, two, 'name', 0)).toBe(saved);
});
