import type { TFunction } from 'i18next';
import { BLUEPRINT_PARTS } from '../../shared/contract/blueprint-content.ts';
import type { Blueprint, DeviceRunView, PrepareRun } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import type { Painter } from '../parts/pdf-painter.ts';
import { openSheet, type PdfSheet } from '../parts/pdf-sheet.ts';
import { partWords, remarks } from './content-words.ts';

/** What is put on paper, and in which words. */
interface Words {
  readonly t: TFunction;
  readonly language: string;
  readonly policyName: (policyId: string) => string | undefined;
  /** Draws letters the fonts do not have; left out, the browser does. */
  readonly painter?: Painter;
}

/**
 * A prepare run as a report that can be filed: who prepared what when, every device with what became of it, what all of
 * them got, and a line to sign on.
 *
 * @param blueprint in the version of the run; undefined when it is gone
 */
export async function reportPdf(
  run: PrepareRun & { readonly rows: readonly DeviceRunView[] },
  blueprint: Blueprint | undefined,
  words: Words,
): Promise<Uint8Array> {
  const { t, language } = words;
  const sheet = await openSheet({
    title: t('blueprints.reportOf', { name: run.blueprintName }),
    ...only(words.painter),
  });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const times = [run.startedAt, ...(run.endedAt === null ? [] : [run.endedAt])].map((at) => date.format(at));
  sheet.paragraph(
    `${t('blueprints.versionNumber', { version: run.version })} · ${actorName(run.startedBy, t)} · ${times.join(' – ')}`,
  );
  sheet.paragraph(
    [
      t('blueprints.readyOf', { done: run.done, count: run.devices }),
      ...(run.failed === 0 ? [] : [t('blueprints.failedOf', { count: run.failed })]),
      ...(run.state === 'done' ? [] : [t(`blueprints.states.${run.state}`)]),
    ].join(' · '),
  );
  sheet.table(
    [
      { head: t('blueprints.device'), share: 26 },
      { head: t('blueprints.serial'), share: 24 },
      { head: t('blueprints.state'), share: 17 },
      { head: t('blueprints.remarks'), share: 33 },
    ],
    run.rows.map((row) => [
      row.deviceName ?? '–',
      row.serialNumber ?? '–',
      t(`blueprints.states.${row.state}`),
      remarks(row, t),
    ]),
  );
  if (blueprint !== undefined) {
    sheet.heading(t('blueprints.whatTheyGot'));
    contentTable(sheet, blueprint, words);
  }
  sheet.paragraph(' ');
  sheet.heading(`${t('blueprints.signature')}: ____________________________`);
  return sheet.save();
}

/** A blueprint as a sheet of paper. */
export async function blueprintPdf(blueprint: Blueprint, words: Words): Promise<Uint8Array> {
  const { t, language } = words;
  const sheet = await openSheet({ title: blueprint.name, ...only(words.painter) });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  sheet.paragraph(blueprint.description);
  sheet.paragraph(
    `${t('blueprints.versionNumber', { version: blueprint.version })} · ${actorName(blueprint.changedBy, t)} · ${date.format(blueprint.changedAt)}`,
    { grey: true },
  );
  contentTable(sheet, blueprint, words);
  return sheet.save();
}

function contentTable(sheet: PdfSheet, { content }: Blueprint, { t, language, policyName }: Words): void {
  sheet.table(
    [
      { head: t('blueprints.part'), share: 30 },
      { head: t('blueprints.tabs.content'), share: 70 },
    ],
    BLUEPRINT_PARTS.map((part) => [part, partWords(content, part, t, language, policyName)] as const)
      .filter(([, said]) => said !== '')
      .map(([part, said]) => [t(`blueprints.parts.${part}`), said]),
  );
}

const only = (painter: Painter | undefined) => (painter === undefined ? {} : { painter });
