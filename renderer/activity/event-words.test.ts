import { expect, it } from 'vitest';
import { eventTexts } from '../locales/en/events.ts';
import { describeEvent } from './event-words.ts';

it('gives every text of an event what it has places for', () => {
  const given = new Set<string>();
  const listen = ((_key: string, values?: Record<string, unknown>) => {
    for (const name of Object.keys(values ?? {})) given.add(name);
    return '';
  }) as unknown as Parameters<typeof describeEvent>[1];
  describeEvent({ type: 'command.sent', data: {} }, listen);
  const places = [...JSON.stringify(eventTexts).matchAll(/\{\{(\w+)/g)].map(([, name = '']) => name);
  expect(places.filter((name) => !given.has(name))).toEqual([]);
});
