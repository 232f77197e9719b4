import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

function closeButton() {
  return { closeButtonProps: { 'aria-label': i18next.t('common.close') } };
}

/** Tells that something was done. */
export function tellDone(message: string): void {
  notifications.show({ message, color: 'green', withBorder: true, ...closeButton() });
}

/** Tells that something could not be done, and why. Stays until it is closed. */
export function tellFailure(error: unknown, title: string = i18next.t('errors.title')): void {
  notifications.show({
    title,
    message: errorText(error),
    color: 'red',
    withBorder: true,
    ...closeButton(),
    autoClose: false,
  });
}
