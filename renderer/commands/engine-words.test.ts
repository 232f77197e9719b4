import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_RIGHTS } from '../../shared/catalogue/access-rights.ts';
import { FACTS } from '../../shared/catalogue/command-fact-table.ts';
import { ERROR_DOMAINS, explainError } from '../../shared/catalogue/errors/index.ts';
import {
  COMMANDS,
  checkAvailability,
  type DeviceContext,
  PLATFORMS,
  validateCommand,
} from '../../shared/catalogue/index.ts';
import { engineTexts } from '../locales/de/engine.ts';
import { loadLanguage } from '../locales/language.ts';
import { errorText } from '../parts/error-text.ts';
import { accessRightName, commandName, commandSummary } from './command-words.ts';
import { errorWords } from './error-words.ts';
import { findingText } from './finding-text.ts';

beforeAll(async () => {
  await i18next.init({ lng: 'en', fallbackLng: 'en', resources: {}, interpolation: { escapeValue: false } });
  await i18next.changeLanguage(await loadLanguage('de'));
});

describe('German for what the engine words in English', () => {
  it('names and explains every command', () => {
    const english = COMMANDS.filter(
      ({ requestType }) =>
        commandName(requestType, i18next.t) === FACTS[requestType]?.label ||
        commandSummary(requestType, i18next.t) === FACTS[requestType]?.summary,
    );
    expect(english.map(({ requestType }) => requestType)).toEqual([]);
  });

  it('names every access right', () => {
    expect(ACCESS_RIGHTS.filter((right) => accessRightName(right, i18next.t) === right.label)).toEqual([]);
  });

  it('says every reason why any kind of device cannot take any command', () => {
    const messages = new Set<string>();
    for (const { requestType } of COMMANDS)
      for (const device of KINDS)
        for (const { message } of checkAvailability(requestType, device)) messages.add(message);
    expect(messages.size).toBeGreaterThan(200);
    expect([...messages].filter((message) => looksEnglish(findingText({ message }, i18next.t)))).toEqual([]);
  });

  it('calls commands by their names, never by Apple’s words for programs', () => {
    const raw = COMMANDS.map(({ requestType }) => requestType).filter((name) => /[a-z][A-Z]/.test(name));
    const named = COMMANDS.flatMap(({ requestType }) =>
      KINDS.flatMap((device) => checkAvailability(requestType, device)).flatMap(({ message }) => [
        message,
        findingText({ message }, i18next.t),
      ]),
    );
    expect(named.filter((text) => raw.some((name) => new RegExp(`\\b${name}\\b`).test(text)))).toEqual([]);
    const [refusal] = checkAvailability('DeviceLock', { platform: 'tvOS', channel: 'device' });
    expect(refusal?.message).toMatch(/^“Lock device” does not exist on tvOS\./);
    expect(findingText({ message: refusal?.message ?? '' }, i18next.t)).toMatch(
      /^„Gerät sperren“ gibt es unter tvOS nicht\./,
    );
  });

  it('says what is wrong with any key of any command', () => {
    const messages = new Set<string>();
    const wrong = [{}, 'x', -99_999, true, [], [{ Item: 'x' }, {}, 'x', 3], { Item: 'x', Unknown: 1 }];
    for (const { requestType, keys } of COMMANDS)
      for (const value of wrong) {
        const command = {
          RequestType: requestType,
          ...Object.fromEntries(keys.map(({ key }) => [key, value])),
          Nope: 1,
        };
        for (const device of [undefined, ...KINDS])
          for (const { message } of validateCommand(command, device)) messages.add(message);
      }
    expect(messages.size).toBeGreaterThan(300);
    expect([...messages].filter((message) => looksEnglish(findingText({ message }, i18next.t)))).toEqual([]);
  });

  it('explains every error row by row, with the same parts in words of its own', () => {
    const silent: string[] = [];
    for (const { domain, codes } of ERROR_DOMAINS)
      for (const code of Object.keys(codes).map(Number)) {
        const english = explainError(domain, code);
        const german = errorWords(english);
        const rows = [codes[code], engineTexts.errorDomains[domain]?.codes[code]];
        const [own, other] = rows.map((row) => [row?.[0], row?.[1], row?.[2]].map((each) => typeof each === 'string'));
        if (JSON.stringify(own) !== JSON.stringify(other)) silent.push(`${domain} ${code}: other parts`);
        for (const name of ['meaning', 'cause', 'nextStep'] as const)
          if (german[name] === english[name]) silent.push(`${domain} ${code}: ${name}`);
      }
    expect(silent).toEqual([]);
  });

  it('says why commands ended, and leaves what a device said as it is', () => {
    const say = (message: string) => findingText({ message }, i18next.t);
    expect(say('Refused: PurchaseNotFound')).toBe('Abgelehnt: PurchaseNotFound');
    expect(say('2 of 3 did not work. Wallpaper: Not supervised. MDMOptions: Error')).toBe(
      '2 von 3 gingen nicht. Wallpaper: Not supervised. MDMOptions: Error',
    );
    expect(say('The device was erased. Whether it had carried the command out is not known.')).toBe(
      'Das Gerät wurde gelöscht. Ob es den Befehl ausgeführt hatte, ist nicht bekannt.',
    );
    expect(say('The profile “org.example” is not installed.')).toBe('The profile “org.example” is not installed.');
  });

  it('says every failure of carts, exams, blueprints, people and their attributes, and why a line of an import is left out', () => {
    const rooms = ['carts', 'blueprints', 'directory', 'views'].map((room) =>
      join(import.meta.dirname, '..', '..', 'electron', room),
    );
    const sources = rooms.flatMap((room) =>
      readdirSync(room)
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => readFileSync(join(room, file), 'utf8')),
    );
    const worded =
      /(?:CartwrightError\(\s*'[\w-]+',|refusal\(\s*'[\w-]+',|problem\(line, name,)\s*(?:'([^']+)'|`([^`]+)`)/g;
    const messages = sources.flatMap((source) =>
      [...source.matchAll(worded)].map((match) => (match[1] ?? match[2] ?? '').replace(/\$\{[^}]*\}/g, 'Q7')),
    );
    expect(messages.length).toBeGreaterThan(30);
    const silent = messages.filter((message) => {
      const said = [errorText(new ORPCError('CONFLICT', { message })), findingText({ message }, i18next.t)];
      return said.every((text) => text === message);
    });
    // A value that does not fit is told by the sentences of attributes.
    expect([...new Set(silent)]).toEqual(['Q7: Q7']);
    expect(errorText(new ORPCError('CONFLICT', { message: 'Room: A number is needed.' }))).toBe(
      'Room: Eine Zahl wird gebraucht.',
    );
  });

  it('says every failure of certificates, their authority and files, of Kerberos, mail and of compliance', () => {
    const electron = join(import.meta.dirname, '..', '..', 'electron');
    const sources = ['certificates', 'kerberos', 'mail', 'compliance', 'identity', join('identity', 'import')].flatMap(
      (room) =>
        readdirSync(join(electron, room))
          // The page for people who upload speaks its own German.
          .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'upload-page.ts')
          .map((file) => readFileSync(join(electron, room, file), 'utf8')),
    );
    sources.push(readFileSync(join(electron, '..', 'shared', 'certificates', 'distinguished-name.ts'), 'utf8'));
    const messages = sources.flatMap((source) => sentencesOf(withoutFillings(source)));
    expect(messages.length).toBeGreaterThan(100);
    const silent = messages.filter((message) => {
      const said = [errorText(new ORPCError('CONFLICT', { message })), findingText({ message }, i18next.t)];
      return said.every((text) => text === message);
    });
    expect(silent.sort()).toEqual(NOT_FOR_PEOPLE);
    const unreachable =
      'ca.school.example cannot be asked: connect ECONNREFUSED. Nothing answers at this address and port. Check both, and the firewall.';
    expect(errorText(new ORPCError('CONFLICT', { message: unreachable }))).toBe(
      'ca.school.example kann nicht gefragt werden: connect ECONNREFUSED. Unter dieser Adresse und diesem Port antwortet nichts. Prüfen Sie beide und die Firewall.',
    );
  });

  it('says every failure of policies, groups, profiles and variables, and why something of a file was left out', () => {
    const electron = join(import.meta.dirname, '..', '..', 'electron');
    const sources = ['policies', 'groups', 'profiles', join('profiles', 'drawing'), 'variables'].flatMap((room) =>
      readdirSync(join(electron, room))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => readFileSync(join(electron, room, file), 'utf8')),
    );
    sources.push(readFileSync(join(electron, '..', 'shared', 'contract', 'device-filter.ts'), 'utf8'));
    const messages = sources.flatMap((source) => sentencesOf(withoutFillings(source)));
    expect(messages.length).toBeGreaterThan(60);
    const silent = messages.filter((message) => {
      const said = [errorText(new ORPCError('CONFLICT', { message })), findingText({ message }, i18next.t)];
      return said.every((text) => text === message);
    });
    expect(silent.sort()).toEqual(NOT_OF_POLICIES);
  });

  it('fills in commands and rights by their German names', () => {
    const message =
      '“Lock device” needs the access right “Lock the device and clear its passcode” (AllowPasscodeRemovalAndLock, 4), which was not granted at enrollment. Enroll the device again with that right.';
    expect(findingText({ message }, i18next.t)).toContain(
      '„Gerät sperren“ braucht das Recht „Das Gerät sperren und seinen Code löschen“',
    );
  });
});

/** What is said to programs, mail servers and configurations only. */
const NOT_FOR_PEOPLE: readonly string[] = [
  'An authority without a root.',
  'Mail from Cartwright arrives.',
  'SCEP request refused: Q7',
  'The TLS credentials hold no certificate.',
  'The listener needs at least one host name or address for its certificate.',
];

/** What only programs that speak to the interface come across, or the log. */
const NOT_OF_POLICIES: readonly string[] = [
  'The drawn picture could not be encoded.',
  'The table of letters of Q7 is none.',
  'There is not enough memory to draw.',
];

/** Source text with `Q7` for whatever templates fill in, and without the seams of long strings. */
function withoutFillings(source: string): string {
  let text = '';
  for (let at = 0; at < source.length; at++) {
    if (!source.startsWith('${', at)) {
      text += source[at];
      continue;
    }
    let depth = 1;
    for (at += 2; depth > 0 && at < source.length; at++)
      if (source[at] === '{') depth++;
      else if (source[at] === '}') depth--;
    at--;
    text += 'Q7';
  }
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').replace(/['`]\s*\+\s*['`]/g, '');
}

/** Strings that are sentences. */
const sentencesOf = (source: string): string[] =>
  [...source.matchAll(/'((?:[A-Z“]|Q7)[^'\n]* [^'\n]*\.)'|`((?:[A-Z“]|Q7)[^`\n]* [^`\n]*(?:\.|: Q7|\. Q7))`/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((text) => /[a-z]{3}/.test(text));

/** Words that no German sentence of ours holds. */
const looksEnglish = (text: string): boolean =>
  /\b(the|this|is|must|needs?|works?|cannot|without|device|or later|and it|of a)\b/i.test(text);

const KINDS: readonly DeviceContext[] = [
  { channel: 'device' },
  ...PLATFORMS.flatMap((platform): DeviceContext[] => {
    const device = { platform, channel: 'device' } as const;
    const plain = { ...device, supervised: false, dep: false, sharedIPad: false, userEnrollment: false };
    return [
      device,
      { ...plain, osVersion: '1.0', accessRights: 1 },
      { ...plain, osVersion: '99.0', supervised: true, dep: true, sharedIPad: true, accessRights: 2 },
      {
        ...device,
        osVersion: '99.0',
        userEnrollment: true,
        lostMode: true,
        hasUnlockToken: false,
        hasRecoveryKey: false,
      },
      { platform, channel: 'user', lostMode: true },
    ];
  }),
];
