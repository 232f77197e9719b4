import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

function closeButton() {
  return { closeButtonProps: { 'aria-label': i18next.t('common.close') } };
}

/** Tells that something was done. What is still being told is not told twice. */
export function tellDone(message: string): void {
  notifications.show({ id: `done ${message}`, message, color: 'green', withBorder: true, ...closeButton() });
}

/**
 * Tells that something could not be done, and why. Stays until it is closed, or until the same thing fails again: that
 * takes its place, so that notices do not pile up over what people need.
 */
export function tellFailure(error: unknown, title: string = i18next.t('errors.title')): void {
  const told = {
    id: `failure ${title}`,
    title,
    message: errorText(error),
    color: 'red',
    withBorder: true,
    ...closeButton(),
    autoClose: false as const,
  };
  notifications.show(told);
  notifications.update(told);
}
