import {
  Accordion,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_RIGHTS } from '../../shared/catalogue/access-rights.ts';
import { accessRightName } from '../commands/command-words.ts';
import { findingText } from '../commands/finding-text.ts';
import {
  type DraftProblem,
  INVITATION_WAYS,
  type InvitationDraft,
  LIFE_CHOICES,
  type Life,
  problemsOf,
} from './invitation-draft.ts';

/** A draft that is being filled in: what it is, how it changes, and what is wrong once somebody wanted it made. */
export function useDraft(first: InvitationDraft) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(first);
  const [attempted, setAttempted] = useState(false);
  const problem = (field: DraftProblem): string | undefined => {
    const text = attempted ? problemsOf(draft, Date.now())[field] : undefined;
    // The catalogue says what is wrong with access rights in words; the others are texts of ours.
    if (text === undefined) return undefined;
    return field === 'accessRights' ? findingText({ message: text }, t) : t(text as 'enrollment.problems.name');
  };
  return {
    draft,
    problem,
    change: (part: Partial<InvitationDraft>): void => setDraft((current) => ({ ...current, ...part })),
    /** Whether it may be made; from now on problems show. */
    check(): boolean {
      setAttempted(true);
      return Object.keys(problemsOf(draft, Date.now())).length === 0;
    },
  };
}
export type DraftForm = ReturnType<typeof useDraft>;

export function NameField({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  return (
    <TextInput
      data-autofocus
      withAsterisk
      label={t('enrollment.name')}
      description={t('enrollment.nameHint')}
      maxLength={100}
      value={form.draft.name}
      error={form.problem('name')}
      onChange={(event) => form.change({ name: event.currentTarget.value })}
    />
  );
}

export function UsesField({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  return (
    <div>
      <Text fw={500} mb={4} id="invitation-uses">
        {t('enrollment.usesLabel')}
      </Text>
      <Group align="flex-start">
        <SegmentedControl
          aria-labelledby="invitation-uses"
          value={draft.uses}
          onChange={(uses) => change({ uses: uses as InvitationDraft['uses'] })}
          data={(['one', 'limited', 'unlimited'] as const).map((value) => ({
            value,
            label: t(`enrollment.usesChoices.${value}`),
          }))}
        />
        {draft.uses === 'limited' && (
          <NumberInput
            w={110}
            aria-label={t('enrollment.maxUses')}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={draft.maxUses}
            error={form.problem('maxUses')}
            onChange={(maxUses) => change({ maxUses: Number(maxUses) })}
          />
        )}
      </Group>
    </div>
  );
}

/** Until when it is good; `kept` offers the end it has. */
export function LifeField({ form, kept = false }: { form: DraftForm; kept?: boolean }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  const choices: readonly Life[] = kept ? ['keep', ...LIFE_CHOICES] : LIFE_CHOICES;
  return (
    <>
      <Select
        label={t('enrollment.life')}
        allowDeselect={false}
        value={draft.life}
        onChange={(life) => change({ life: (life ?? 'week') as Life })}
        data={choices.map((value) => ({ value, label: t(`enrollment.lives.${value}`) }))}
      />
      {draft.life === 'date' && (
        <TextInput
          type="datetime-local"
          label={t('enrollment.until')}
          value={draft.until}
          error={form.problem('until')}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
      )}
    </>
  );
}

export function PinField({ form, own = true }: { form: DraftForm; own?: boolean }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  return (
    <>
      <Select
        label={t('enrollment.pin')}
        allowDeselect={false}
        value={draft.pin}
        onChange={(pin) => change({ pin: (pin ?? 'none') as InvitationDraft['pin'] })}
        data={(own ? (['none', 'generate', 'own'] as const) : (['none', 'generate'] as const)).map((value) => ({
          value,
          label: t(`enrollment.pins.${value}`),
        }))}
      />
      {draft.pin === 'own' && (
        <TextInput
          label={t('enrollment.ownPin')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.ownPin}
          error={form.problem('ownPin')}
          onChange={(event) => change({ ownPin: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** How its devices come in; it cannot be changed later, since links are out. */
export function WayField({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  return (
    <>
      <Select
        label={t('wayIn.field.label')}
        description={t(`wayIn.field.hints.${draft.way}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        value={draft.way}
        onChange={(way) => change({ way: INVITATION_WAYS.find((each) => each === way) ?? 'profile' })}
        data={INVITATION_WAYS.map((value) => ({ value, label: t(`wayIn.names.${value}`) }))}
      />
      {draft.way === 'user-profile' && (
        <TextInput
          label={t('wayIn.field.account')}
          description={t('wayIn.field.accountHint')}
          type="email"
          autoComplete="off"
          value={draft.managedAccount}
          error={form.problem('managedAccount')}
          onChange={(event) => change({ managedAccount: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** Whether somebody looks at each device first, and whether only known ones come in. */
export function AdmissionFields({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  return (
    <Stack gap={10}>
      <Switch
        label={t('enrollment.approval')}
        description={t('enrollment.approvalHint')}
        checked={draft.requiresApproval}
        onChange={(event) => change({ requiresApproval: event.currentTarget.checked })}
      />
      <Switch
        label={t('enrollment.onlyExpected')}
        description={t('enrollment.onlyExpectedHint')}
        checked={draft.onlyExpected}
        onChange={(event) => change({ onlyExpected: event.currentTarget.checked })}
      />
    </Stack>
  );
}

/** What hardly anybody changes; it cannot be changed later, since devices were told. */
export function AdvancedFields({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  const wrong = form.problem('accessRights');
  return (
    <Accordion variant="contained" chevronPosition="left">
      <Accordion.Item value="rights">
        <Accordion.Control>{t('enrollment.advanced')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap={10}>
            <Text fw={500}>{t('enrollment.rights')}</Text>
            {ACCESS_RIGHTS.map(({ bit, name, label }) => (
              <Checkbox
                key={bit}
                size="xs"
                label={accessRightName({ name, label }, t)}
                checked={(draft.accessRights & bit) !== 0}
                onChange={() => change({ accessRights: draft.accessRights ^ bit })}
              />
            ))}
            {wrong !== undefined && (
              <Text c="var(--cw-needs)" size="xs" role="alert">
                {wrong}
              </Text>
            )}
            <Switch
              mt="xs"
              label={t('enrollment.signMessage')}
              description={t('enrollment.signMessageHint')}
              checked={draft.signMessage}
              onChange={(event) => change({ signMessage: event.currentTarget.checked })}
            />
            <Switch
              label={t('enrollment.checkOut')}
              description={t('enrollment.checkOutHint')}
              checked={draft.checkOutWhenRemoved}
              onChange={(event) => change({ checkOutWhenRemoved: event.currentTarget.checked })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
