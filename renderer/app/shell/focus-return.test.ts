// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { returnFocus } from './focus-return.ts';

let end: () => void;

beforeEach(() => {
  document.body.innerHTML =
    '<div id="root"><button id="more">More</button></div><div id="layer"><div role="menu"><button id="item">Import</button></div></div>';
  end = returnFocus(document);
});

afterEach(() => end());

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no ${id}`);
  return found;
};

function openDialog(id: string): HTMLElement {
  const dialog = document.createElement('div');
  dialog.innerHTML = `<div role="dialog"><input id="${id}"></div>`;
  element('layer').append(dialog);
  element(id).focus();
  return dialog;
}

const changesAreSeen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('gives the keyboard to the button of the menu that opened a dialog when the dialog closes', async () => {
  element('more').focus();
  element('item').focus();
  document.querySelector('[role=menu]')?.remove();
  const dialog = openDialog('name');
  dialog.remove();
  await changesAreSeen();
  expect(document.activeElement?.id).toBe('more');
});

it('gives it to the dialog below when another stood on top', async () => {
  element('more').focus();
  openDialog('below');
  openDialog('above').remove();
  await changesAreSeen();
  expect(document.activeElement?.id).toBe('below');
});

it('leaves it where somebody put it meanwhile', async () => {
  const dialog = openDialog('name');
  element('more').focus();
  element('item').focus();
  dialog.remove();
  await changesAreSeen();
  expect(document.activeElement?.id).toBe('item');
});

it('takes it for nothing but a dialog that closes', async () => {
  element('more').focus();
  element('more').blur();
  document.querySelector('[role=menu]')?.remove();
  await changesAreSeen();
  expect(document.activeElement).toBe(document.body);
});
