import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrollmentRequest } from '../../shared/contract/index.ts';
import { FormDialog } from './FormDialog.tsx';

const USUAL = ['notOurs', 'wrongCode', 'askTeacher'] as const;

/** Turns requests down, with a reason the people on the other side read. */
export function DenyDialog(props: {
  requests: readonly EnrollmentRequest[];
  onDeny: (reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const names = props.requests.map(({ name, code }) => (name === null ? code : `${name} (${code})`));
  return (
    <FormDialog
      title={t('admission.denyTitle', { count: names.length })}
      submit={t('admission.deny')}
      danger
      busy={false}
      onClose={props.onClose}
      onSubmit={() => props.onDeny(reason.trim())}
    >
      <Text>{names.slice(0, 8).join(', ') + (names.length > 8 ? ' …' : '')}</Text>
      <Textarea
        data-autofocus
        label={t('admission.reason')}
        description={t('admission.reasonHint')}
        maxLength={300}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        {USUAL.map((each) => (
          <Button
            key={each}
            size="compact-sm"
            variant="default"
            onClick={() => setReason(t(`admission.reasons.${each}`))}
          >
            {t(`admission.reasons.${each}`)}
          </Button>
        ))}
      </Group>
    </FormDialog>
  );
}
