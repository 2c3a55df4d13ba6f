import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import {
  type EvaluatedSettings,
  type EvaluateOptions,
  evaluateSettings,
  type PlainValue,
  type SettingState,
} from '../src/evaluator/api.ts';
import type { FileTree } from '../src/python/file-tree.ts';

const Run = z.object({
  ok: z.boolean(),
  env: z.record(z.string(), z.string()),
  vars: z.record(z.string(), z.json()).optional(),
  error: z.string().optional(),
});
const Truth = z.object({
  cases: z.array(
    z.object({
      repo: z.string(),
      commit: z.string(),
      djangoRoot: z.string(),
      module: z.string(),
      runs: z.record(z.string(), Run),
    }),
  ),
});

type Json = z.infer<ReturnType<typeof z.json>>;
type Verdict = 'equal' | 'wrong' | 'partly' | 'unknown' | 'skipped';

/** The files of a folder on disk as they stand, read when they are asked for. */
function folderTree(root: string): FileTree {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(\.git|node_modules|site-packages)\//.test(path))
    .sort();
  const known = new Set(paths);
  const bytes = (path: string): Uint8Array | undefined =>
    known.has(path) ? readFileSync(join(root, path)) : undefined;
  return {
    paths,
    has: (path) => known.has(path),
    bytes,
    text: (path) => {
      const raw = bytes(path);
      return raw === undefined ? undefined : Buffer.from(raw).toString('utf8');
    },
    encoding: () => 'utf-8',
    symlinks: new Map(),
    passedOver: () => [],
  };
}

const isStream = (truth: Json): boolean => isMark(truth, 'TextIOWrapper');

const isMark = (truth: Json, mark: string): boolean =>
  typeof truth === 'object' && truth !== null && !Array.isArray(truth) && truth.$ === mark;

/**
 * True when the value is the true one; a secret is compared by its digest, what came from a stub
 * agrees with anything.
 */
function agrees(truth: Json, value: PlainValue): boolean {
  if (isMark(truth, 'mock') || (isStream(truth) && String(value).startsWith('ext:'))) return true;
  if (isMark(truth, 'sha256'))
    return createHash('sha256').update(String(value)).digest('hex') === (truth as { v: string }).v;
  if (Array.isArray(truth))
    return (
      Array.isArray(value) &&
      truth.length === value.length &&
      truth.every((item, index) => agrees(item, value[index]))
    );
  if (typeof truth === 'object' && truth !== null) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const own = value as { readonly [key: string]: PlainValue };
    const keys = Object.keys(truth);
    return (
      keys.length === Object.keys(own).length &&
      keys.every((key) => key in own && agrees(truth[key]!, own[key]!))
    );
  }
  return truth === value;
}

/** What comes from a stub cannot be compared, wherever it stands in the value. */
const holdsMock = (truth: Json): boolean =>
  isMark(truth, 'mock') ||
  (typeof truth === 'object' &&
    truth !== null &&
    Object.values(truth).some((inner) => holdsMock(inner as Json)));

function judge(truth: Json, state: SettingState): Verdict {
  if (isMark(truth, 'mock')) return 'skipped';
  const isUnset = isMark(truth, 'unset');
  if (state.state === 'absent') return isUnset ? 'equal' : 'wrong';
  if (state.state === 'known')
    return !isUnset && agrees(truth, state.value)
      ? 'equal'
      : holdsMock(truth)
        ? 'skipped'
        : 'wrong';
  const known = state.elements?.filter((element) => element.value !== undefined) ?? [];
  const isPart =
    Array.isArray(truth) &&
    known.length > 0 &&
    known.every((element) => truth.some((item) => agrees(item, element.value!)));
  return isPart ? 'partly' : 'unknown';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function describe(state: SettingState): string {
  return state.state === 'known'
    ? show(state.value)
    : state.state === 'absent'
      ? 'absent'
      : `computed, because ${state.because}`;
}

/**
 * Scores every run of every case whose checkout is at hand, prints what differs, and answers the
 * totals.
 */
function score(file: string, folder: string, out: (line: string) => void): Record<Verdict, number> {
  const totals: Record<Verdict, number> = { equal: 0, wrong: 0, partly: 0, unknown: 0, skipped: 0 };
  const trees = new Map<string, FileTree>();
  for (const one of Truth.parse(JSON.parse(readFileSync(file, 'utf8'))).cases) {
    try {
      if (!trees.has(one.repo)) trees.set(one.repo, folderTree(join(folder, one.repo)));
    } catch {
      out(`${one.repo}: no checkout below ${folder}, left out`);
      continue;
    }
    for (const [name, run] of Object.entries(one.runs)) {
      const options: EvaluateOptions = {
        djangoRoot: one.djangoRoot === '.' ? '' : one.djangoRoot,
        module: one.module,
        environment: run.env,
        unsetVariables: 'absent',
        rootText: `<root>/${one.repo.replace('/', '+')}`,
      };
      const settings = evaluateSettings(trees.get(one.repo)!, options);
      scoreRun(`${one.repo} ${one.module} ${name}`, run, settings, totals, out);
    }
  }
  return totals;
}

function scoreRun(
  title: string,
  run: z.infer<typeof Run>,
  settings: EvaluatedSettings,
  totals: Record<Verdict, number>,
  out: (line: string) => void,
): void {
  if (!run.ok) {
    if (settings.failure === undefined)
      out(`${title}: Python fails (${run.error}), the evaluation does not`);
    return;
  }
  if (settings.failure !== undefined)
    out(`${title}: fails only here: ${settings.failure.message} at ${show(settings.failure.at)}`);
  for (const [name, truth] of Object.entries(run.vars ?? {})) {
    const state = settings.get(name);
    const verdict = judge(truth, state);
    totals[verdict] += 1;
    if (verdict !== 'equal' && verdict !== 'skipped')
      out(`${title} ${name}: ${verdict}\n  Python: ${show(truth)}\n  here:   ${describe(state)}`);
  }
}

const [file, folder] = process.argv.slice(2);
if (file === undefined || folder === undefined) {
  process.stderr.write(
    'Usage: npm run evaluate -- FILE DIR\nFILE holds what Python gave; the checkouts are at DIR/owner/name.\n',
  );
  process.exitCode = 2;
} else {
  const { equal, wrong, partly, unknown } = score(file, folder, (line) =>
    process.stdout.write(`${line}\n`),
  );
  process.stdout.write(
    `${equal} of ${equal + wrong + partly + unknown} values equal, ${wrong} wrong, ${partly} partly, ${unknown} unknown\n`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
}
