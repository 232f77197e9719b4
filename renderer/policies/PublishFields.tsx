import { NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Publishing } from '../../shared/contract/index.ts';
import classes from './Policies.module.css';

/** How a version goes out, as it is being chosen. */
export interface PublishDraft {
  readonly how: Publishing['how'];
  /** Shares in percent, as typed: `10, 50`. */
  readonly stages: string;
  readonly waitMinutes: number;
  readonly stopAtPercent: number;
}

export const PUBLISH_AT_ONCE: PublishDraft = { how: 'at-once', stages: '10, 50', waitMinutes: 60, stopAtPercent: 10 };

/** Shares that grow up to all; undefined when what was typed are none. */
export function stagesIn(text: string): number[] | undefined {
  const numbers = text
    .split(/[\s,;%]+/)
    .filter((each) => each !== '')
    .map(Number);
  if (numbers.length === 0 || numbers.some((each) => !Number.isInteger(each) || each < 1 || each > 100))
    return undefined;
  if (numbers.some((each, index) => index > 0 && each <= (numbers[index - 1] ?? 0))) return undefined;
  return numbers.at(-1) === 100 ? numbers : [...numbers, 100];
}

/** What becomes of a version, as the engine takes it; undefined while it is not filled in. */
export function publishingOf(draft: PublishDraft): Publishing | undefined {
  if (draft.how !== 'roll-out') return { how: draft.how };
  const stages = stagesIn(draft.stages);
  if (stages === undefined) return undefined;
  const { waitMinutes, stopAtPercent } = draft;
  return { how: 'roll-out', plan: { stages, waitMinutes, stopAtPercent } };
}

/** Chooses whether devices get a version, and whether all at once. */
export function PublishFields({ value, onChange }: { value: PublishDraft; onChange: (value: PublishDraft) => void }) {
  const { t } = useTranslation();
  const put = (part: Partial<PublishDraft>): void => onChange({ ...value, ...part });
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('policies.publish.label')}
        value={value.how}
        onChange={(chosen) => put({ how: chosen as PublishDraft['how'] })}
      >
        <Stack gap={8} mt={6}>
          {(['at-once', 'roll-out', 'not-yet'] as const).map((how) => (
            <Radio
              key={how}
              size="xs"
              value={how}
              label={t(`policies.publish.${how}`)}
              description={t(`policies.publish.means.${how}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {value.how === 'roll-out' && (
        <div className={classes.row}>
          <TextInput
            label={t('policies.publish.stages')}
            description={t('policies.publish.stagesMean')}
            error={stagesIn(value.stages) === undefined ? t('policies.publish.badStages') : undefined}
            value={value.stages}
            onChange={(event) => put({ stages: event.currentTarget.value })}
          />
          <NumberInput
            w={150}
            label={t('policies.publish.wait')}
            description={t('policies.publish.waitMeans')}
            min={0}
            max={86_400}
            value={value.waitMinutes}
            onChange={(next) => put({ waitMinutes: typeof next === 'number' ? next : 0 })}
          />
          <NumberInput
            w={150}
            label={t('policies.publish.stop')}
            description={t('policies.publish.stopMeans')}
            min={0}
            max={100}
            value={value.stopAtPercent}
            onChange={(next) => put({ stopAtPercent: typeof next === 'number' ? next : 0 })}
          />
        </div>
      )}
    </Stack>
  );
}
