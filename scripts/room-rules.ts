import type { IFlattenedRuleSet, IForbiddenRuleType } from 'dependency-cruiser';

/**
 * Which rooms each room of `electron/` may import, always through the other room's `index.ts`. The table of
 * docs/architecture.md in the form the check reads: change both together. Every room may import itself and `shared/`.
 * To add a room, add a line; to add an arrow, add a name to a line and say why in the commit.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  shell: [],
  simulator: ['protocol'],

  // Doors: decode, call one service, encode.
  listener: ['protocol', 'identity', 'enrollment'],
  rpc: ['people'],

  // Domain rooms.
  activity: ['store'],
  carts: ['protocol', 'store'],
  certificates: ['identity', 'kerberos', 'profiles', 'protocol', 'store'],
  blueprints: ['protocol', 'store'],
  commands: ['protocol', 'store'],
  compliance: ['store'],
  directory: ['inventory', 'ldap', 'store', 'views'],
  enrollment: ['protocol', 'identity', 'store'],
  groups: ['inventory', 'store'],
  identity: ['store'],
  inventory: ['protocol', 'store'],
  kerberos: ['store'],
  mail: ['store'],
  people: ['store'],
  policies: ['profiles', 'store'],
  profiles: ['protocol', 'identity'],
  push: ['store'],
  reporting: ['store'],
  updates: ['store'],
  upkeep: ['store'],
  variables: ['store'],
  views: ['store'],

  store: [],
  ldap: [],
  protocol: [],
};

/** The files beside the rooms that put them together; rooms never import these. */
const COMPOSITION = '^electron/[^/]+\\.ts$';

/** Tests, and what only tests use: they may set up any room, but still through its face. */
const TESTS = ['\\.test\\.tsx?$', '/testing/', '/testing\\.tsx?$'];

const names = Object.keys(rooms);
const anyOf = (list: readonly string[]): string => list.map((name) => `${name}/`).join('|');

const arrows = Object.entries(rooms).map(
  ([room, mayImport]): IForbiddenRuleType => ({
    name: `arrows-of-${room}`,
    comment: `${room}/ may import ${[...mayImport, 'shared'].join(', ')} and nothing else of the project.`,
    severity: 'error',
    from: { path: `^electron/${room}/`, pathNot: TESTS },
    to: { path: `^(electron|renderer|test|scripts|bench)/`, pathNot: `^electron/(${anyOf([room, ...mayImport])})` },
  }),
);

const faces: IForbiddenRuleType = {
  name: 'a-room-has-one-face',
  comment: 'Import a room through its index.ts, never a file behind it (testing/ and testing.ts are open to tests).',
  severity: 'error',
  from: { path: '^(electron|test|bench|scripts)/([^/]+)/', pathNot: '^electron/preload\\.ts$' },
  to: {
    path: '^electron/[^/]+/',
    pathNot: [
      '^electron/[^/]+/index\\.ts$',
      '^electron/$2/',
      '^electron/[^/]+/testing/',
      '^electron/[^/]+/testing\\.ts$',
    ],
  },
};

/** The rules dependency-cruiser checks. */
export const ruleSet: IFlattenedRuleSet = {
  forbidden: [
    ...arrows,
    faces,
    {
      name: 'faces-from-the-top',
      comment: 'engine.ts and the entries import rooms through their faces; only preload.ts reaches shell/bridge.ts.',
      severity: 'error',
      from: { path: COMPOSITION, pathNot: '^electron/preload\\.ts$' },
      to: { path: '^electron/[^/]+/', pathNot: ['^electron/[^/]+/index\\.ts$', '^electron/[^/]+/testing/'] },
    },
    {
      name: 'every-room-is-in-the-table',
      comment: 'A new folder of electron/ needs a line in scripts/room-rules.ts and in docs/architecture.md.',
      severity: 'error',
      from: { path: '^electron/[^/]+/', pathNot: `^electron/(${anyOf(names)})` },
      to: {},
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'What lies in testing/ folders and testing.ts files is for tests only.',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: TESTS },
      to: { path: [...TESTS, '^test/'] },
    },
    {
      name: 'only-shell-knows-electron',
      comment: 'Only electron/shell imports the electron package, so that everything else runs on plain Node.',
      severity: 'error',
      from: { pathNot: ['^electron/shell/', ...TESTS] },
      to: { path: '^(electron$|node_modules/electron/)' },
    },
    {
      name: 'headless-has-no-shell',
      comment: 'The engine and its headless entry run without Electron.',
      severity: 'error',
      from: { path: '^electron/', pathNot: ['^electron/(shell/|main\\.ts|preload\\.ts)', ...TESTS] },
      to: { path: '^electron/shell/' },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared/ runs in the browser and in Node: nothing of either side, and no Node modules.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TESTS },
      to: { path: '^(electron|renderer|test|scripts|bench)/' },
    },
    {
      name: 'no-node-in-the-browser',
      comment: 'renderer/ and shared/ run in the browser.',
      severity: 'error',
      from: { path: '^(shared|renderer)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-knows-only-shared',
      comment: 'The console reaches the engine through the contract only.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TESTS },
      to: { path: '^(electron|test|scripts|bench)/' },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other at run time want a third (naming the other in a type is fine within a room).',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
};
