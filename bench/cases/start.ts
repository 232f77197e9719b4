import { type Figure, figure } from '../support/figures.ts';
import type { School } from '../support/school.ts';

const MB = 2 ** 20;

/** From the start of the process to the ready line, and what is resident once a console has looked at the devices. */
export async function start(school: School): Promise<Figure[]> {
  const runs = school.options.quick ? 2 : 5;
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using engine = (await school.startEngine()).process;
    seconds.push(engine.startMs / 1000);
    const served = await fetch(`${engine.ready.console}/api/v1/devices?limit=200`, {
      headers: { authorization: `Bearer ${engine.ready.apiToken}` },
    });
    await served.text();
    megabytes.push((await engine.rss()) / MB);
  }
  const devices = school.seeded.length.toLocaleString('en');
  return [
    figure(`cold start, ${devices} devices`, 's', seconds, { atMost: 2 }),
    figure(`resident memory after the start, ${devices} devices`, 'MB', megabytes, { atMost: 220 }),
  ];
}
