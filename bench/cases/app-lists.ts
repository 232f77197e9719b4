import { decodePlist, encodePlistBytes, isPlistDict, type PlistInput } from '../../electron/protocol/index.ts';
import { benchIpad } from '../support/enroll.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costOf } from '../support/measure.ts';
import { prepareAnswers } from '../support/prepared-answers.ts';
import { ResultBook } from '../support/result-book.ts';
import type { School, ServingEngine } from '../support/school.ts';

const APPS = 400;
const CHANGED = 5;
/** Runs that warm up and do not count: a school's server has read thousands of lists. */
const WARMING = 4;

type App = { [key: string]: PlistInput };

/**
 * An answer that lists 400 apps: decoded, compared with what is stored, stored, kept as it came, and the next command
 * looked for. A first report, and one in which five apps were updated.
 */
export async function appLists(school: School, engine: ServingEngine): Promise<Figure[]> {
  const { process } = engine;
  const { quick } = school.options;
  const devices = school.seeded.slice(100, quick ? 116 : 148);
  const apps = installedApps();
  const updated = apps.map((app, at) => (at % (APPS / CHANGED) === 0 ? { ...app, ShortVersion: '99.1' } : app));
  const first: number[] = [];
  const again: number[] = [];
  for (let run = -WARMING; run < (quick ? 3 : 5); run++) {
    const report = async (name: string, list: readonly App[]): Promise<number> => {
      const answers = await prepareAnswers(
        engine,
        devices,
        { RequestType: 'InstalledApplicationList' },
        { InstalledApplicationList: [...list] },
      );
      const cost = await process.profiled(`${name}-${run}`, () => costOf(process, answers.send));
      answers.close();
      return cost.cpuUs / 1000 / devices.length;
    };
    await report('no-apps', []);
    const [firstMs, againMs] = [await report('first-apps', apps), await report('same-apps', updated)];
    if (run < 0) continue;
    first.push(firstMs);
    again.push(againMs);
  }
  const size = Math.round(encodePlistBytes({ InstalledApplicationList: [...apps] }).length / 1024);
  return [
    figure(`answer listing ${APPS} apps (${size} KB), first report`, 'ms', first, { atMost: 5 }),
    figure(`answer listing ${APPS} apps, ${CHANGED} of them changed`, 'ms', again, { atMost: 5 }),
  ];
}

/** The apps as a simulated iPad lists them. */
function installedApps(): App[] {
  const command = encodePlistBytes({ CommandUUID: 'x', Command: { RequestType: 'InstalledApplicationList' } });
  const answer = decodePlist(new ResultBook(benchIpad(0, APPS)).answer(command, 'x'));
  const list = isPlistDict(answer) ? answer.InstalledApplicationList : undefined;
  if (!Array.isArray(list) || list.length !== APPS) throw new Error('The simulated iPad does not list its apps.');
  return list as App[];
}
