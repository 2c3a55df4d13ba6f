import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sizes = ['src', 'generators', 'scripts']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, characters: readFileSync(join(root, path), 'utf8').length }))
  .sort((a, b) => b.characters - a.characters);

test('no file is over 12,000 characters, nine of ten are under 7,000', () => {
  const over = sizes.filter(({ characters }) => characters > 12_000).map(({ path }) => path);
  expect(over).toEqual([]);
  const large = sizes.filter(({ characters }) => characters >= 7_000);
  expect(
    large.length,
    large.map(({ path, characters }) => `${path} ${characters}`).join('\n'),
  ).toBeLessThanOrEqual(sizes.length / 10);
});

test('no name says nothing, and none is taken for a generator', () => {
  const names = sizes.map(({ path }) => path);
  expect(
    names.filter((path) => /(^|\/)(utils?|helpers?|common|base|types|misc)(\.ts$|\/)/.test(path)),
  ).toEqual([]);
  expect(
    names.filter(
      (path) => /(^|\/)index\.ts$/.test(path) && !/^generators\/[^/]+\/index\.ts$/.test(path),
    ),
  ).toEqual([]);
});

/** Functions that were longer, without a reason, when the test began. None may join them. */
const LONG = [
  'scripts/bench/build.ts benchManager',
  'scripts/bench/rehearsal.ts benchRehearsal',
  'scripts/bench/router.ts benchRouter',
  'src/cli/rehearsal-run.ts rehearseWith',
  'src/edits/python/call-keywords.ts setCallKeywords',
  'src/heroku/addons/postgres.ts launch',
  'src/heroku/buildpack/plan.ts planBuild',
  'src/heroku/dyno/start-dyno.ts startDyno',
  'src/project/assemble.ts assembleRepository',
  'src/project/django/django-project.ts describeDjangoProject',
  'src/scaffold/features/app-json.ts writeAppJson',
  'src/scaffold/features/secrets.ts writeSecrets',
  'src/scaffold/flow/run-new.ts runNew',
  'src/scaffold/flow/run-scaffold.ts runScaffold',
];

test('no function is over 60 lines without a reason beside it', () => {
  const found = sizes.flatMap(({ path }) => longFunctions(path));
  const named = ({ path, name }: LongFunction): string => `${path} ${name}`;
  expect(
    found.filter((one) => !one.hasReason && !LONG.includes(named(one))),
    'split it, or say why above it: // Long because ...',
  ).toEqual([]);
  const gone = LONG.filter((name) => !found.some((one) => !one.hasReason && named(one) === name));
  expect(gone, 'these are short now: take them off the list').toEqual([]);
});

interface LongFunction {
  readonly path: string;
  readonly name: string;
  readonly lines: number;
  readonly hasReason: boolean;
}

/** A node of the syntax tree, as far as this test reads it. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name?: string } | null;
  readonly key?: { readonly name?: string };
}

function isNode(value: unknown): value is Node {
  return typeof (value as Node | null)?.type === 'string';
}

function longFunctions(path: string): LongFunction[] {
  const text = readFileSync(join(root, path), 'utf8');
  const found: LongFunction[] = [];
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, name);
    if (!isNode(value)) return;
    const lines = text.slice(value.start, value.end).split('\n').length;
    // Nothing inside it can be longer.
    if (lines <= 60) return;
    const own = value.id?.name ?? value.key?.name ?? name;
    if (/Function/.test(value.type))
      found.push({ path, name: own, lines, hasReason: hasReason(text, value.start) });
    for (const child of Object.values(value)) visit(child, own);
  };
  visit(parseAst(text, { lang: 'ts' }, path).body, '');
  return found;
}

/** True when the comment on the lines above the one with this offset says why it is long. */
function hasReason(text: string, start: number): boolean {
  const above = text.slice(0, text.lastIndexOf('\n', start) + 1);
  return /\/\/ Long because [^\n]+\n(?: *\/\/[^\n]*\n)*$/.test(above);
}
