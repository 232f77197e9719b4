import { Button, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VENDOR_NAMES, variableFindings } from '../../shared/variables/index.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { readConfigTemplate } from './config-template.ts';
import { findingText } from './finding-text.ts';
import { TranslatedVariables } from './TranslatedVariables.tsx';

/** Takes over an app configuration written for another server: its variables become ours before it is put in. */
export function PasteConfiguration({ onInsert }: { onInsert: (content: Readonly<Record<string, unknown>>) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const read = useMemo(() => readConfigTemplate(text), [text]);
  const problems = useMemo(() => (read === undefined ? [] : variableFindings(read.result)), [read]);
  const close = (): void => {
    setOpened(false);
    setText('');
  };
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconClipboardText size={14} aria-hidden />}
        onClick={() => setOpened(true)}
        style={{ alignSelf: 'start' }}
      >
        {t('profileSpecial.template.action')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size={620}
        title={t('profileSpecial.template.title')}
        styles={{ title: { fontWeight: 600, fontSize: 14 } }}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="sm">
          <Textarea
            data-autofocus
            data-own-undo
            label={t('profileSpecial.template.label')}
            description={t('profileSpecial.template.means')}
            autosize
            minRows={5}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div role="status">
            {text.trim() !== '' && read === undefined && (
              <StatusMark tone="needs">{t('profileSpecial.template.unread')}</StatusMark>
            )}
            {read !== undefined && (
              <Stack gap="xs">
                <StatusMark tone={read.unknown.length + problems.length > 0 ? 'waits' : 'done'}>
                  {t('profileSpecial.template.read', { count: Object.keys(read.result).length })}
                </StatusMark>
                {read.translated.length === 0 ? (
                  <Text size="sm" c="dimmed">
                    {t('profileSpecial.template.nothing')}
                  </Text>
                ) : (
                  <TranslatedVariables translated={read.translated} label={t('profileSpecial.template.translated')} />
                )}
                {read.unknown.map(({ text: unknown, vendor }) => (
                  <StatusMark key={unknown} tone="waits">
                    {t('profileSpecial.template.unknown', { text: unknown, vendor: VENDOR_NAMES[vendor] })}
                  </StatusMark>
                ))}
                {problems.map(({ name, message }) => (
                  <StatusMark key={name} tone="waits">
                    {findingText({ message }, t)}
                  </StatusMark>
                ))}
              </Stack>
            )}
          </div>
          <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button
              disabled={read === undefined}
              onClick={() => {
                if (read !== undefined) onInsert(read.result);
                close();
              }}
            >
              {t('profileSpecial.template.insert')}
            </Button>
          </div>
        </Stack>
      </Modal>
    </>
  );
}
