// @vitest-environment jsdom
import { act, useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { render } from '../testing/render.tsx';
import { SetupPanesField } from './SetupPanesField.tsx';

let chosen: readonly string[];
let stop: () => Promise<void>;
function Held() {
  const [value, setValue] = useState<readonly string[]>(['Siri', 'NewerThanThis']);
  chosen = value;
  return <SetupPanesField label="Skipped panes" value={value} onChange={setValue} />;
}
beforeEach(async () => {
  Element.prototype.scrollIntoView ??= () => undefined;
  ({ stop } = await render(<Held />));
});
afterEach(() => stop());

const input = () => document.querySelector<HTMLInputElement>('input[role=combobox], input:not([type=hidden])');
const offered = () => [...document.querySelectorAll<HTMLElement>('[role=option]')];
async function type(text: string): Promise<void> {
  await act(async () => {
    const field = input();
    field?.focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

it('offers a pane by what it is called, with the name of Apple beside it, and finds it by either', async () => {
  for (const words of ['mobile plan', 'simset']) {
    await type(words);
    expect(offered().map(({ textContent }) => textContent)).toEqual(['Mobile plan (SIM)SIMSetup · iPhone, iPad']);
  }
  await act(async () => offered()[0]?.click());
  expect(chosen).toEqual(['Siri', 'NewerThanThis', 'SIMSetup']);
  expect(document.body.textContent).toContain('Mobile plan (SIM)');
});

it('keeps a pane that it does not know, and takes another one as it is typed', async () => {
  expect(document.body.textContent).toContain('NewerThanThis');
  await type('AlsoNewer');
  expect(offered().map(({ textContent }) => textContent)).toEqual(['Use “AlsoNewer” as typedAlsoNewer']);
  await act(async () => offered()[0]?.click());
  expect(chosen).toEqual(['Siri', 'NewerThanThis', 'AlsoNewer']);
  await type('no such pane');
  expect(offered()).toEqual([]);
  expect(document.body.textContent).toContain('No pane has this name.');
});
