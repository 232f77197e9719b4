import { Button, Popover, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A button that first gives room to say why, for whoever reads the history; saying nothing is fine. */
export function WithReason(props: {
  label: string;
  icon: ReactNode;
  busy: boolean;
  onDo: (reason: { reason?: string }) => void;
}) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={props.icon} loading={props.busy} onClick={() => setOpened(!opened)}>
          {props.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setOpened(false);
            const reason = typed.trim();
            props.onDo(reason === '' ? {} : { reason });
          }}
        >
          <TextInput
            w={260}
            label={t('commandLife.reason')}
            value={typed}
            maxLength={500}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" mt="xs">
            {props.label}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
