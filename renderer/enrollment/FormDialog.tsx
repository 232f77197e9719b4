import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../parts/error-text.ts';

/**
 * A dialog with a form: its fields, what went wrong, and the two buttons. The first element with `data-autofocus` has the
 * focus, in a dialog without one it is the way out.
 */
export function FormDialog(props: {
  title: string;
  submit: string;
  busy: boolean;
  /** Why it was not done; undefined or null while nothing went wrong. */
  error?: unknown;
  disabled?: boolean;
  danger?: boolean;
  size?: number;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={props.size ?? 520}
      title={props.title}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <Stack gap="md">
          {props.children}
          {props.error !== undefined && props.error !== null && (
            <Alert color="red" variant="light" role="alert">
              {errorText(props.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose} data-autofocus>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              loading={props.busy}
              disabled={props.disabled === true}
              {...(props.danger === true ? { color: 'red.9' } : {})}
            >
              {props.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
