import { useEffect } from 'react';

/** Enough to get back from a dialog that a menu of a dialog opened. */
const REMEMBERED = 12;

/**
 * Gives the keyboard back when a dialog closes: to what had it before, which is still there. The library does that only
 * for dialogs that stay in the page; ours are taken out of it, and the focus with them. An item of a menu that opened
 * the dialog is gone by then: its menu's button gets the focus.
 *
 * @param root watched for what is focused and for dialogs that go
 * @returns ends it
 */
export function returnFocus(root: Document): () => void {
  let before: HTMLElement[] = [];
  const remember = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement) before = [...before.filter((one) => one !== target), target].slice(-REMEMBERED);
  };
  const giveBack = (): void => {
    if (root.activeElement !== null && root.activeElement !== root.body) return;
    before = before.filter((one) => one.isConnected);
    for (const one of before.toReversed()) {
      one.focus({ preventScroll: true });
      if (root.activeElement === one) return;
    }
  };
  const removed = new MutationObserver((changes) => {
    for (const { target, addedNodes, removedNodes } of changes) {
      if (target === root.body) for (const node of addedNodes) watch(node);
      if ([...removedNodes].some(holdsDialog)) giveBack();
    }
  });
  // Dialogs stand in layers beside the window's own content: what happens in that is none of this.
  const watch = (layer: Node): void => {
    if (layer instanceof HTMLElement && layer.id !== 'root') removed.observe(layer, { childList: true });
  };
  removed.observe(root.body, { childList: true });
  root.body.childNodes.forEach(watch);
  root.addEventListener('focusin', remember);
  return () => {
    removed.disconnect();
    root.removeEventListener('focusin', remember);
  };
}

const holdsDialog = (node: Node): boolean =>
  node instanceof Element && (node.matches('[role="dialog"]') || node.querySelector('[role="dialog"]') !== null);

/** {@link returnFocus} for as long as the window shows. */
export function useFocusReturn(): void {
  useEffect(() => returnFocus(document), []);
}
