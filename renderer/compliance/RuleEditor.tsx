import { ActionIcon, Alert, Button, Menu, MultiSelect, Switch, Textarea, TextInput, Title } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { RULE_TEMPLATES } from '../../shared/compliance/index.ts';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { ComplianceRule, NewComplianceRule } from '../../shared/contract/index.ts';
import { useFieldAttributes } from '../devices/use-attributes.ts';
import { groupName } from '../groups/group-words.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { CheckEditor } from './CheckEditor.tsx';
import classes from './Compliance.module.css';
import { actionName, languageName } from './compliance-words.ts';
import {
  CHECK_KINDS,
  type Draft,
  draftOf,
  FRESH,
  isFinished,
  newCheck,
  type Problem,
  problemsOf,
  ruleOf,
} from './editor-model.ts';
import { RulePreview } from './RulePreview.tsx';
import { Delay, TiersEditor } from './TiersEditor.tsx';

/** Makes a rule, by itself or from one that is ready-made, or changes one. */
export default function RuleEditor() {
  const { t } = useTranslation();
  const { ruleId } = useParams();
  const [params] = useSearchParams();
  const attributes = useFieldAttributes();
  const groups = useQuery(api.groups.list.queryOptions());
  const rule = useQuery({
    ...api.compliance.rule.queryOptions({ input: { ruleId: ruleId ?? '' } }),
    enabled: ruleId !== undefined,
  });
  if (ruleId !== undefined && rule.isError && rule.data === undefined)
    return <ErrorState error={rule.error} onRetry={() => void rule.refetch()} />;
  if (attributes.isPending || groups.isPending || (ruleId !== undefined && rule.data === undefined))
    return <LoadingPage />;
  const template = RULE_TEMPLATES.find(({ key }) => key === params.get('template'));
  const given: NewComplianceRule =
    rule.data ??
    (template === undefined ? FRESH : { ...FRESH, ...template, name: t(`compliance.templates.${template.key}.name`) });
  return <Editor key={ruleId ?? 'new'} rule={rule.data} given={given} attributes={attributes.data ?? []} />;
}

/** Languages of Apple's systems. */
const LANGUAGES = [
  ...['ar', 'bg', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko'],
  ...['ms', 'nb', 'nl', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sk', 'sl', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-CN', 'zh-TW'],
];
const languageChoices = (chosen: readonly string[], shownIn: string) =>
  [...new Set([...LANGUAGES, ...chosen])]
    .map((value) => ({ value, label: languageName(value, shownIn) }))
    .sort((a, b) => a.label.localeCompare(b.label, shownIn));

function Editor(props: {
  rule: ComplianceRule | undefined;
  given: NewComplianceRule;
  attributes: readonly AttributeShape[];
}) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { rule, attributes } = props;
  const [draft, setDraft] = useState<Draft>(() => draftOf(props.given));
  const [tried, setTried] = useState(false);
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const ids = { checks: useId(), scope: useId(), grace: useId(), tiers: useId() };
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const problems = problemsOf(draft);
  const save = useMutation({
    mutationFn: (wanted: NewComplianceRule) =>
      rule === undefined
        ? engine.compliance.createRule(wanted)
        : engine.compliance.updateRule({ ruleId: rule.id, rule: wanted }),
    async onSuccess({ name }) {
      await queryClient.invalidateQueries({ queryKey: api.compliance.key() });
      tellDone(t('compliance.editor.saved', { name }));
      await navigate('/compliance/rules', { replace: true });
    },
  });
  const submit = (): void => {
    setTried(true);
    if (problems.length === 0) save.mutate(ruleOf(draft));
  };
  const finished = draft.checks.filter(({ check }) => isFinished(check)).map(({ check }) => check);
  const data = groups.map((group) => ({ value: group.id, label: groupName(group, t) }));
  return (
    <>
      <PageHeader
        title={rule === undefined ? t('compliance.editor.new') : t('compliance.editor.edit', { name: rule.name })}
        before={
          <Button
            component={Link}
            to="/compliance/rules"
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('compliance.editor.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
      >
        <Button component={Link} to="/compliance/rules" variant="default">
          {t('common.cancel')}
        </Button>
        <Button onClick={submit} loading={save.isPending}>
          {t('compliance.editor.save')}
        </Button>
      </PageHeader>
      <div className={classes.split}>
        <div className={classes.form}>
          <RoleForm needs="administrator">
            <div className={classes.fields}>
              {(save.isError || (tried && problems.length > 0)) && (
                <Alert color="red" variant="light" role="alert">
                  {problems.length > 0 ? (
                    <ul style={{ margin: 0, paddingLeft: 18 }}>
                      {problems.map((problem) => (
                        <ProblemLine key={JSON.stringify(problem)} problem={problem} />
                      ))}
                    </ul>
                  ) : (
                    errorText(save.error)
                  )}
                </Alert>
              )}
              <div className={classes.two}>
                <TextInput
                  label={t('compliance.editor.name')}
                  required
                  maxLength={100}
                  value={draft.name}
                  onChange={(event) => set({ name: event.currentTarget.value })}
                />
                <Textarea
                  label={t('compliance.editor.description')}
                  autosize
                  minRows={1}
                  maxLength={1000}
                  value={draft.description}
                  onChange={(event) => set({ description: event.currentTarget.value })}
                />
                <Switch
                  size="xs"
                  label={t('compliance.editor.active')}
                  description={t('compliance.editor.activeMeans')}
                  checked={draft.active}
                  onChange={(event) => set({ active: event.currentTarget.checked })}
                />
              </div>
              <section aria-labelledby={ids.checks}>
                <Title order={2} id={ids.checks} className={classes.section}>
                  {t('compliance.editor.checks')}
                </Title>
                <p className={classes.soft}>{t('compliance.editor.checksMeans')}</p>
                <Checks draft={draft} attributes={attributes} onDraft={set} />
              </section>
              <section aria-labelledby={ids.scope}>
                <Title order={2} id={ids.scope} className={classes.section}>
                  {t('compliance.editor.scope')}
                </Title>
                <div className={classes.two} style={{ marginTop: 8 }}>
                  <MultiSelect
                    label={t('compliance.editor.include')}
                    placeholder={draft.include.length === 0 ? t('compliance.editor.everyDevice') : ''}
                    searchable
                    clearable
                    data={data}
                    value={draft.include}
                    onChange={(include) => set({ include })}
                  />
                  <MultiSelect
                    label={t('compliance.editor.exclude')}
                    placeholder={draft.exclude.length === 0 ? t('compliance.editor.nobodyExcluded') : ''}
                    searchable
                    clearable
                    data={data}
                    value={draft.exclude}
                    onChange={(exclude) => set({ exclude })}
                  />
                </div>
              </section>
              <section aria-labelledby={ids.grace}>
                <Title order={2} id={ids.grace} className={classes.section}>
                  {t('compliance.editor.grace')}
                </Title>
                <p className={classes.soft}>{t('compliance.editor.graceMeans')}</p>
                <div className={classes.row} style={{ marginTop: 8 }}>
                  <Delay hours={draft.graceHours} number={undefined} onHours={(graceHours) => set({ graceHours })} />
                </div>
              </section>
              <section aria-labelledby={ids.tiers}>
                <Title order={2} id={ids.tiers} className={classes.section}>
                  {t('compliance.editor.tiers')}
                </Title>
                <p className={classes.soft}>{t('compliance.editor.tiersMeans')}</p>
                {draft.tiers.some(({ actions }) => actions.some(({ kind }) => kind === 'message')) && (
                  <MultiSelect
                    my={8}
                    label={t('compliance.editor.languages')}
                    description={t('compliance.editor.languagesMeans')}
                    searchable
                    maxValues={20}
                    data={languageChoices(draft.languages, i18n.language)}
                    value={draft.languages}
                    onChange={(languages) => languages.length > 0 && set({ languages })}
                  />
                )}
                <TiersEditor tiers={draft.tiers} languages={draft.languages} onTiers={(tiers) => set({ tiers })} />
              </section>
            </div>
          </RoleForm>
        </div>
        <aside className={classes.side} aria-label={t('compliance.editor.preview.title')}>
          <RulePreview
            rule={
              finished.length === 0 ? undefined : { checks: finished, include: draft.include, exclude: draft.exclude }
            }
          />
          <p className={classes.soft}>{t('compliance.editor.delays')}</p>
        </aside>
      </div>
    </>
  );
}

function ProblemLine({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const said = (): string => {
    switch (problem.code) {
      case 'check':
        return t('compliance.editor.problems.check', { name: t(`compliance.checks.${problem.kind}.name`) });
      case 'actions':
        return t('compliance.editor.problems.actions', { number: problem.number });
      case 'action':
        return t('compliance.editor.problems.action', { number: problem.number, name: actionName(problem.kind, t) });
      case 'sameTime':
        return t('compliance.editor.problems.sameTime', { first: problem.first, second: problem.second });
      default:
        return t(`compliance.editor.problems.${problem.code}`);
    }
  };
  return <li>{said()}</li>;
}

function Checks(props: {
  draft: Draft;
  attributes: readonly AttributeShape[];
  onDraft: (change: Partial<Draft>) => void;
}) {
  const { t } = useTranslation();
  const { draft, onDraft } = props;
  const { checks } = draft;
  // Conditions may be many; the others once each.
  const left = CHECK_KINDS.filter((kind) => kind === 'condition' || !checks.some(({ check }) => check.kind === kind));
  return (
    <>
      <ul className={classes.boxes} aria-label={t('compliance.editor.checks')}>
        {checks.map(({ key, check }) => (
          <li key={key} className={classes.box}>
            <div className={classes.boxHead}>
              <strong>{t(`compliance.checks.${check.kind}.name`)}</strong>
              <span className={classes.end}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${t('compliance.editor.removeCheck')}: ${t(`compliance.checks.${check.kind}.name`)}`}
                  onClick={() => onDraft({ checks: checks.filter((one) => one.key !== key) })}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </span>
            </div>
            <p className={classes.soft}>{t(`compliance.checks.${check.kind}.about`)}</p>
            <div className={classes.boxBody}>
              <CheckEditor
                check={check}
                attributes={props.attributes}
                onChange={(changed) =>
                  onDraft({ checks: checks.map((one) => (one.key === key ? { key, check: changed } : one)) })
                }
              />
            </div>
          </li>
        ))}
      </ul>
      <Menu position="bottom-start" width={380}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('compliance.editor.addCheck')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {left.map((kind) => (
            <Menu.Item key={kind} onClick={() => onDraft({ checks: [...checks, newCheck(kind)] })}>
              {t(`compliance.checks.${kind}.name`)}
              <span className={classes.about}>{t(`compliance.checks.${kind}.about`)}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
