import { Button, FileButton, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, queryClient } from '../live/client.ts';
import { readTextFile } from '../parts/text-file.ts';
import { FormDialog } from './FormDialog.tsx';
import { readNames } from './handout-names.ts';
import { AdmissionFields, LifeField, PinField, useDraft } from './InvitationFields.tsx';
import { invitationOf, NEW_INVITATION } from './invitation-draft.ts';
import { type Layout, printAddress } from './print-sheets.ts';

/** The most of the expected devices that are offered at once: as many as can be made. */
const MOST = 500;

/** One invitation and one sheet for each name: people or devices, typed, pasted, from a file or the expected ones. */
export function MakeHandouts({ first, onClose }: { first?: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState((first ?? []).join('\n'));
  const [layout, setLayout] = useState<Layout>('page');
  const [attempted, setAttempted] = useState(false);
  const form = useDraft({ ...NEW_INVITATION, name: '-', life: 'month', pin: 'generate' });
  const list = readNames(text);
  const missing = useQuery(api.enrollment.expected.queryOptions({ input: { state: 'missing', limit: MOST } })).data;
  const make = useMutation(
    api.enrollment.handouts.mutationOptions({
      onSuccess: (made) => {
        void queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
        onClose();
        void navigate(
          printAddress(
            made.map(({ invitation }) => invitation.id),
            layout,
          ),
        );
      },
    }),
  );
  const submit = (): void => {
    setAttempted(true);
    if (!form.check() || list.names.length === 0) return;
    const { name: _name, maxUses: _maxUses, ...options } = invitationOf(form.draft, Date.now());
    make.mutate({ names: [...list.names], options });
  };
  return (
    <FormDialog
      title={t('handouts.make.title')}
      submit={
        list.names.length === 0
          ? t('handouts.make.submit')
          : t('handouts.make.submitCount', { count: list.names.length })
      }
      busy={make.isPending}
      error={make.error}
      size={620}
      onClose={onClose}
      onSubmit={submit}
    >
      <Textarea
        data-autofocus
        withAsterisk
        label={t('handouts.make.names')}
        description={t('handouts.make.namesHint')}
        minRows={6}
        maxRows={10}
        autosize
        value={text}
        error={attempted && list.names.length === 0 ? t('handouts.make.noNames') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="xs">
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          inputProps={{ 'aria-label': t('handouts.make.file') }}
          onChange={(file) => void readTextFile(file, setText)}
        >
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
              {t('handouts.make.file')}
            </Button>
          )}
        </FileButton>
        {missing !== undefined && missing.rows.length > 0 && (
          <Button
            variant="default"
            onClick={() =>
              setText(missing.rows.map(({ person, name, serialNumber }) => person ?? name ?? serialNumber).join('\n'))
            }
          >
            {t('handouts.make.missing', { count: missing.missing })}
          </Button>
        )}
        <Text size="xs" c="dimmed" role="status">
          {[
            ...(list.repeated.length > 0
              ? [
                  t('handouts.make.repeated', {
                    names: list.repeated.slice(0, 3).join(', '),
                    count: list.repeated.length,
                  }),
                ]
              : []),
            ...(list.left > 0 ? [t('handouts.make.left', { count: list.left })] : []),
          ].join(' ')}
        </Text>
      </Group>
      <Group align="flex-start" grow>
        <Stack gap="xs">
          <LifeField form={form} />
        </Stack>
        <Stack gap="xs">
          <PinField form={form} own={false} />
        </Stack>
      </Group>
      <AdmissionFields form={form} />
      <div>
        <Text fw={500} mb={4} id="handout-layout">
          {t('handouts.layout')}
        </Text>
        <SegmentedControl
          aria-labelledby="handout-layout"
          value={layout}
          onChange={(next) => setLayout(next as Layout)}
          data={[
            { value: 'page', label: t('handouts.layouts.page') },
            { value: 'cards', label: t('handouts.layouts.cards') },
          ]}
        />
      </div>
    </FormDialog>
  );
}
