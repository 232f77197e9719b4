import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BlueprintApp, BlueprintContent, BlueprintPart } from '../../shared/contract/blueprint-content.ts';
import { NAME_PLACEHOLDERS, nameByPattern, parseNamePattern } from '../../shared/name-pattern.ts';
import { SetupPanesField } from '../parts/SetupPanesField.tsx';
import classes from './Blueprints.module.css';
import { PictureChoice } from './PictureChoice.tsx';
import { usePolicies } from './policy-names.ts';
import { restrictionTitle } from './restriction-words.ts';

interface Fields {
  content: BlueprintContent;
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
  onChange: (content: Partial<BlueprintContent>) => void;
}

/** How a name comes out, for one to see. */
const SAMPLE = {
  serial: 'DMPXK0A1B2',
  model: 'iPad Air',
  family: 'iPad',
  name: 'iPad',
  os: '18.2',
  person: 'Ada',
  cart: 'Cart A',
  slot: 7,
};

/** The fields of one part. */
export function PartFields({ part, ...fields }: Fields & { part: BlueprintPart }) {
  const { t, i18n } = useTranslation();
  const { content, issues, onChange } = fields;
  const problem = issues.find(({ path }) => path[0] === part)?.message;
  const bundles = (label: string, value: readonly string[], change: (next: string[]) => void) => (
    <TagsInput
      label={label}
      description={t('blueprints.bundleHint')}
      placeholder="org.example.app"
      error={problem}
      value={[...value]}
      onChange={change}
      clearable={false}
    />
  );
  switch (part) {
    case 'namePattern': {
      const parsed = parseNamePattern(content.namePattern);
      const sample = 'problem' in parsed ? null : nameByPattern(parsed.parts, SAMPLE, 7);
      return (
        <TextInput
          label={t('blueprints.parts.namePattern')}
          placeholder="Cart A - {slot:02}"
          description={NAME_PLACEHOLDERS.join(' ')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={content.namePattern}
          error={'problem' in parsed ? t('blueprints.patternWrong', { token: parsed.token }) : undefined}
          onChange={(event) => onChange({ namePattern: event.currentTarget.value })}
          rightSectionWidth={0}
          {...(sample === null ? {} : { 'data-sample': sample, title: sample })}
        />
      );
    }
    case 'policies':
      return <Policies {...fields} />;
    case 'apps':
      return <Apps {...fields} problem={problem} />;
    case 'removeApps':
      return bundles(t('blueprints.parts.removeApps'), content.removeApps, (removeApps) => onChange({ removeApps }));
    case 'wallpaper':
      return (['lock', 'home'] as const).map((place) => (
        <PictureChoice
          key={place}
          label={t(`blueprints.wallpaper.${place}`)}
          value={content.wallpaper[place]}
          onChange={(id) => onChange({ wallpaper: { ...content.wallpaper, [place]: id } })}
        />
      ));
    case 'homeScreen': {
      const screen = content.homeScreen ?? { dock: [], pages: [[]] };
      return (
        <>
          {bundles(t('blueprints.homeScreen.dock'), screen.dock, (dock) =>
            onChange({ homeScreen: { ...screen, dock } }),
          )}
          {screen.pages.map((page, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pages have no identity but their place
            <div key={at}>
              {bundles(t('blueprints.homeScreen.page', { number: at + 1 }), page, (next) =>
                onChange({
                  homeScreen: { ...screen, pages: screen.pages.map((one, place) => (place === at ? next : one)) },
                }),
              )}
            </div>
          ))}
          <Button
            variant="default"
            size="xs"
            onClick={() => onChange({ homeScreen: { ...screen, pages: [...screen.pages, []] } })}
          >
            {t('blueprints.homeScreen.addPage')}
          </Button>
        </>
      );
    }
    case 'lockScreen':
      return (['footnote', 'ifLost', 'assetTag'] as const).map((field) => (
        <Textarea
          key={field}
          autosize
          label={t(`blueprints.lockScreen.${field}`)}
          value={content.lockScreen[field]}
          onChange={(event) => onChange({ lockScreen: { ...content.lockScreen, [field]: event.currentTarget.value } })}
        />
      ));
    case 'singleApp':
      return (
        <TextInput
          label={t('blueprints.bundleId')}
          placeholder="org.example.app"
          error={problem}
          value={content.singleApp ?? ''}
          onChange={(event) => onChange({ singleApp: event.currentTarget.value.trim() || null })}
        />
      );
    case 'restrictions':
      return Object.keys(content.restrictions).length === 0 ? (
        <p className={classes.soft}>{t('blueprints.restrictionsHint')}</p>
      ) : (
        Object.entries(content.restrictions).map(([key, on]) => (
          <Group key={key} justify="space-between" wrap="nowrap">
            <Checkbox
              label={restrictionTitle(key, i18n.language)}
              checked={on}
              onChange={(event) =>
                onChange({ restrictions: { ...content.restrictions, [key]: event.currentTarget.checked } })
              }
            />
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t('blueprints.takeOut', { name: restrictionTitle(key, i18n.language) })}
              onClick={() => {
                const { [key]: _gone, ...rest } = content.restrictions;
                onChange({ restrictions: rest });
              }}
            >
              ×
            </Button>
          </Group>
        ))
      );
    case 'skipSetup':
      return (
        <SetupPanesField
          label={t('blueprints.parts.skipSetup')}
          error={problem}
          value={content.skipSetup}
          onChange={(skipSetup) => onChange({ skipSetup })}
        />
      );
    case 'settings':
      return (
        <>
          <Select
            label={t('blueprints.settings.timeZone')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('blueprints.clear') }}
            data={Intl.supportedValuesOf('timeZone')}
            value={content.settings.timeZone}
            onChange={(timeZone) => onChange({ settings: { ...content.settings, timeZone } })}
          />
          <Select
            label="Bluetooth"
            data={[
              { value: 'keep', label: t('blueprints.settings.keep') },
              { value: 'on', label: t('blueprints.on') },
              { value: 'off', label: t('blueprints.off') },
            ]}
            allowDeselect={false}
            value={content.settings.bluetooth === null ? 'keep' : content.settings.bluetooth ? 'on' : 'off'}
            onChange={(next) =>
              onChange({ settings: { ...content.settings, bluetooth: next === 'keep' ? null : next === 'on' } })
            }
          />
        </>
      );
    case 'osVersion':
      return (
        <TextInput
          label={t('blueprints.parts.osVersion')}
          placeholder="18.2"
          error={problem}
          value={content.osVersion ?? ''}
          onChange={(event) => onChange({ osVersion: event.currentTarget.value.trim() || null })}
        />
      );
    case 'cleanUp':
      return (['removeOtherApps', 'signOutUsers', 'erase'] as const).map((key) => (
        <Checkbox
          key={key}
          label={t(`blueprints.cleanUp.${key}`)}
          checked={content.cleanUp[key]}
          onChange={(event) => onChange({ cleanUp: { ...content.cleanUp, [key]: event.currentTarget.checked } })}
        />
      ));
  }
}

/** Policies, each in a version or in the published one. */
function Policies({ content, onChange }: Fields) {
  const { t } = useTranslation();
  const policies = usePolicies();
  if (content.policies.length === 0) return <p className={classes.soft}>{t('blueprints.policiesHint')}</p>;
  return content.policies.map(({ policyId, version }) => {
    const policy = policies.get(policyId);
    const name = policy?.name ?? t('blueprints.policyGone');
    const numbers = Array.from({ length: policy?.newestVersion ?? 0 }, (_, at) => String(at + 1)).reverse();
    return (
      <Group key={policyId} justify="space-between" wrap="nowrap" align="flex-end">
        <Select
          style={{ flex: 1 }}
          label={name}
          aria-label={t('blueprints.policyVersion', { name })}
          allowDeselect={false}
          data={[
            { value: 'newest', label: t('blueprints.policyNewest') },
            ...numbers.map((number) => ({ value: number, label: t('blueprints.versionNumber', { version: number }) })),
          ]}
          value={version === null ? 'newest' : String(version)}
          onChange={(next) =>
            onChange({
              policies: content.policies.map((each) =>
                each.policyId === policyId ? { policyId, version: next === 'newest' ? null : Number(next) } : each,
              ),
            })
          }
        />
        <Button
          size="compact-sm"
          mb={5}
          variant="subtle"
          aria-label={t('blueprints.takeOut', { name })}
          onClick={() => onChange({ policies: content.policies.filter((each) => each.policyId !== policyId) })}
        >
          ×
        </Button>
      </Group>
    );
  });
}

/** Apps with where they come from. */
function Apps({ content, problem, onChange }: Fields & { problem: string | undefined }) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<BlueprintApp>): void =>
    onChange({ apps: content.apps.map((app, place) => (place === at ? { ...app, ...part } : app)) });
  return (
    <>
      {content.apps.map((app, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an app that is being typed has no identity but its place
        <fieldset key={at} className={classes.app}>
          <legend>{app.name === '' ? t('blueprints.app', { number: at + 1 }) : app.name}</legend>
          <TextInput
            label={t('blueprints.appName')}
            value={app.name}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <TextInput
            label={t('blueprints.bundleId')}
            placeholder="org.example.app"
            value={app.bundleId}
            onChange={(event) => change(at, { bundleId: event.currentTarget.value.trim() })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('blueprints.source.label')}
            value={app.source.kind}
            onChange={(kind) =>
              change(at, {
                source: kind === 'store' ? { kind: 'store', id: 0 } : { kind: 'manifest', url: 'https://' },
              })
            }
            data={(['store', 'manifest'] as const).map((kind) => ({
              value: kind,
              label: t(`blueprints.source.${kind}`),
            }))}
          />
          {app.source.kind === 'store' ? (
            <NumberInput
              label={t('blueprints.source.number')}
              hideControls
              min={1}
              value={app.source.id === 0 ? '' : app.source.id}
              error={app.source.id === 0 ? t('blueprints.source.numberMissing') : undefined}
              onChange={(id) => change(at, { source: { kind: 'store', id: Number(id) || 0 } })}
            />
          ) : (
            <TextInput
              label={t('blueprints.source.url')}
              value={app.source.url}
              onChange={(event) => change(at, { source: { kind: 'manifest', url: event.currentTarget.value.trim() } })}
            />
          )}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onChange({ apps: content.apps.filter((_app, place) => place !== at) })}
          >
            {t('blueprints.takeOut', { name: app.name === '' ? app.bundleId : app.name })}
          </Button>
        </fieldset>
      ))}
      {problem !== undefined && <p role="alert">{problem}</p>}
      <Button
        variant="default"
        size="xs"
        onClick={() =>
          onChange({ apps: [...content.apps, { name: '', bundleId: '', source: { kind: 'store', id: 0 } }] })
        }
      >
        {t('blueprints.addApp')}
      </Button>
    </>
  );
}
