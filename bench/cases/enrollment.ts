import { benchIpad, enrollDevice } from '../support/enroll.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costsOf } from '../support/measure.ts';
import { ResultBook } from '../support/result-book.ts';
import type { School, ServingEngine } from '../support/school.ts';
import { inParallel, runSession } from '../support/session.ts';

const AT_ONCE = 8;
/** Beyond every seeded device. */
const FIRST_INDEX = 1_000_000;

/** Profile, SCEP, Authenticate and TokenUpdate over three connections, until the first inventory is asked for. */
export async function enrollment(school: School, { process, rest, target }: ServingEngine): Promise<Figure[]> {
  const { quick } = school.options;
  const perRun = quick ? 16 : 40;
  const links = [await rest.reusableLink(false), await rest.reusableLink(true)] as const;
  let index = FIRST_INDEX;
  const run = async (): Promise<void> => {
    const indexes = Array.from({ length: perRun }, () => index++);
    await inParallel(indexes, AT_ONCE, async (one) => {
      const signing = one % 2 === 1;
      const link = links[signing ? 1 : 0];
      const device = await enrollDevice({
        link,
        trustPem: target.trustPem,
        apple: school.apple,
        key: school.key(),
        index: one,
      });
      school.enrolled[signing ? 'signing' : 'tls'].push(device);
    });
  };
  const costs = await process.profiled('enrollment', () => costsOf(process, quick ? 3 : 9, run));

  // The first inventory is answered here, so that the cases after this one find empty queues.
  const book = new ResultBook(benchIpad(0));
  await inParallel(school.enrolled.tls, AT_ONCE, async (device) => void (await runSession({ target, device }, book)));
  await inParallel(
    school.enrolled.signing,
    AT_ONCE,
    async (device) => void (await runSession({ target, device, signing: true }, book)),
  );
  return [
    figure(
      'enrollment: profile, SCEP, Authenticate, TokenUpdate',
      'ms',
      costs.map(({ cpuUs }) => cpuUs / 1000 / perRun),
      { atMost: 12 },
    ),
  ];
}
