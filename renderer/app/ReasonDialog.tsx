import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_OF_A_REASON } from '../../shared/contract/stated-reason.ts';
import { reasonAsker } from '../live/client.ts';

const KEEP_MINUTES = 15;
/** Escape is for this dialog alone: the form below it, if there is one, stays. */
const OWN_KEYS = { 'data-mantine-stop-propagation': 'true' };

/** Asks why, whenever a change waits for that; one for the whole window. */
export function ReasonDialog() {
  const { t } = useTranslation();
  const isOpen = useSyncExternalStore(reasonAsker.subscribe, reasonAsker.isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={reasonAsker.decline}
      closeOnEscape={false}
      withCloseButton={false}
      closeOnClickOutside={false}
      zIndex={350}
      size={480}
      title={t('reasons.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
    >
      <ReasonForm />
    </Modal>
  );
}

function ReasonForm() {
  const { t } = useTranslation();
  const [reason, setReason] = useState(reasonAsker.last);
  const [keeps, setKeeps] = useState(false);
  const isEmpty = reason.trim() === '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) reasonAsker.answer({ reason: reason.trim(), keepMs: keeps ? KEEP_MINUTES * 60_000 : 0 });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') reasonAsker.decline();
        else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('reasons.text')}
        </Text>
        <Textarea
          label={t('reasons.label')}
          description={t('reasons.hint')}
          data-autofocus
          autosize
          minRows={2}
          maxRows={6}
          maxLength={MOST_OF_A_REASON}
          value={reason}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setReason(event.currentTarget.value)}
          {...OWN_KEYS}
        />
        <Checkbox
          label={t('reasons.keep', { count: KEEP_MINUTES })}
          checked={keeps}
          onChange={(event) => setKeeps(event.currentTarget.checked)}
          {...OWN_KEYS}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={reasonAsker.decline} {...OWN_KEYS}>
            {t('reasons.decline')}
          </Button>
          <Button type="submit" disabled={isEmpty} {...OWN_KEYS}>
            {t('reasons.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
