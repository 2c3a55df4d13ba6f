import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The floors of the house, lowest first, as in section 3 of the design. A room is a folder of `src`,
 * `generators` or `scripts`, and imports rooms of lower floors only.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['facts'],
  ['python'],
  ['evaluator'],
  ['project'],
  ['queries'],
  ['machine'],
  ['edits'],
  ['check', 'heroku', 'platform-api'],
  ['rules'],
  ['scaffold', 'rehearsal'],
  ['workshop', 'clock', 'upgrades', 'platform', 'comparison', 'fleet'],
  ['cli', 'generators'],
  ['scripts'],
];

/**
 * What scripts share with tests: the load of the router's slow test and of the bench, and the
 * account of the simulated API.
 */
const SHARED_WITH_SCRIPTS = /^test\/(heroku\/router\/(soak|stream)|platform-api\/account)\.ts$/;

/** Rooms that a room may not import although they are below it. */
const FORBIDDEN: Record<string, readonly string[]> = {
  rules: ['heroku'],
};

function mayImport(room: string): readonly string[] {
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room));
  const below = FLOORS.slice(0, floor).flat();
  return below.filter((other) => !(FORBIDDEN[room] ?? []).includes(other) && other !== 'rules');
}

/** Rooms, and the few files of other rooms, that may touch the disk. */
const MAY_TOUCH_DISK = [
  /^src\/project\/read/,
  /^src\/project\/git\/read/,
  /^src\/edits\/(disk|path-inside|recover-writes|stage-files|staged-file|undo-record|undo-write|write)\.ts$/,
  /^src\/machine\//,
  /^src\/heroku\//,
  /^src\/rehearsal\//,
  /^src\/platform-api\//,
  /^src\/platform\//,
  /^src\/fleet\//,
  /^src\/workshop\//,
  /^src\/clock\//,
  /^src\/cli\//,
  /^generators\//,
  /^scripts\//,
  /^src\/check\/catalogue\.ts$/,
  /^src\/scaffold\/(plan\/templates|flow\/start-new-project)\.ts$/,
];
/** The only file of the package that starts processes: what it starts, it also ends. */
const MAY_START_PROCESSES = /^src\/machine\/start-group\.ts$/;

const files = ['src', 'generators', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? second : first;
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('imports point downwards only', () => {
  test.each(files)('%s', (path) => {
    const room = roomOf(path);
    expect(FLOORS.flat(), `${path} stands in no known room`).toContain(room);
    const allowed = mayImport(room);
    for (const specifier of importsOf(path).filter((one) => one.startsWith('.'))) {
      const file = relative(root, resolve(root, dirname(path), specifier));
      if (room === 'scripts' && SHARED_WITH_SCRIPTS.test(file)) continue;
      const target = roomOf(file);
      if (target === room) {
        if (room === 'rules') expect.fail(`${path} imports another rule: ${specifier}`);
        continue;
      }
      if (target === 'evaluator') expect(specifier).toMatch(/\/evaluator\/api\.ts$/);
      if (room === 'rules' && target === 'check') expect(specifier).toBe('../check/rule.ts');
      expect(allowed, `${path} imports ${specifier}`).toContain(target);
    }
  });
});

describe('only the rooms named for it touch the disk or start processes', () => {
  test.each(files)('%s', (path) => {
    for (const specifier of importsOf(path)) {
      if (/^node:fs/.test(specifier))
        expect(
          MAY_TOUCH_DISK.some((pattern) => pattern.test(path)),
          `${path} imports ${specifier}`,
        ).toBe(true);
      if (/^(node:child_process|execa)$/.test(specifier)) {
        expect(
          MAY_START_PROCESSES.test(path) || path.startsWith('scripts/'),
          `${path} imports ${specifier}`,
        ).toBe(true);
      }
    }
  });
});

/** The files that are loaded together with a file: what it imports, without what it asks for later. */
function loadedWith(path: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(join(root, path), 'utf8');
  for (const [, specifier = ''] of text.matchAll(
    /^(?:import|export)\b(?! type\b)[^;]*?'(\.[^']+\.ts)';$/gm,
  ))
    loadedWith(relative(root, resolve(root, dirname(path), specifier)), found);
  return found;
}

test.each(['main', 'run', 'commands/check', 'commands/settings', 'commands/explain'])(
  '%s loads nothing that starts processes: execa takes longer to load than a check may take',
  (name) => {
    const loaded = [...loadedWith(`src/cli/${name}.ts`)];
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((path) => MAY_START_PROCESSES.test(path))).toEqual([]);
  },
);
