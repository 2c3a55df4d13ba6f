import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderVerdict } from '../../src/cli/report/workshop-text.ts';
import { runBuild } from '../../src/heroku/buildpack/build.ts';
import { findProcessTypes } from '../../src/heroku/buildpack/process-types.ts';
import type { BuildResult } from '../../src/heroku/buildpack/report.ts';
import { copySlug } from '../../src/heroku/dyno/copy-slug.ts';
import type { LogLine } from '../../src/heroku/logs/log-line.ts';
import { runProcess } from '../../src/machine/process.ts';
import { withWorkspace } from '../../src/machine/workspace.ts';
import type { Repository } from '../../src/project/repository.ts';
import { judgeBuild } from '../../src/rehearsal/phases/build.ts';
import { runRelease } from '../../src/rehearsal/phases/release.ts';
import type { Phase, Rehearsal } from '../../src/rehearsal/rehearsal.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { EXERCISES, exerciseOf } from '../../src/workshop/exercises.ts';
import { remarksOfRehearsal } from '../../src/workshop/rehearsal-remarks.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';
import { solvedUpTo, textsOf } from './learner-project.ts';
import { applyCase, type LearnerCase, projectOf, readCase } from './learner-state.ts';
import { serveRefusingPostgres } from './refusing-postgres.ts';

keepToAugustFacts({ complete: false });

/**
 * The mistakes that only running shows: one build serves all that do not concern the build, and
 * what does not disturb each other runs at once.
 */
const MISTAKES = join(dirname(fileURLToPath(import.meta.url)), 'mistakes');
const CONFIG_VARS = {
  SECRET_KEY: 'wJ8rT2mQ5vX9kL4nB7cF1dH6yG3pS0zAeUoIxRtYqWzVbNhMk',
  ALLOWED_HOSTS: 'www.example.com',
  DJANGO_SETTINGS_MODULE: 'gettingstarted.settings.heroku',
};
const never = new AbortController().signal;

interface RunCase {
  readonly name: string;
  readonly path: string;
  readonly number: number;
  readonly run: NonNullable<LearnerCase['run']>;
}

const cases = EXERCISES.flatMap(({ number, text }) =>
  readdirSync(join(MISTAKES, text)).flatMap((name): RunCase[] => {
    const path = join(MISTAKES, text, name);
    const { run } = readCase(path);
    return run === undefined ? [] : [{ name: `${text}/${name}`, path, number, run }];
  }),
);
const groups = [...new Set(cases.map(({ run }) => run.together))];

const runs = new Map<string, Promise<Run>>();
let folder = '';
let built: BuildResult;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workshop-mistakes-'));
  const root = await writeRepository('sound', textsOf(solvedUpTo(14)));
  const places = {
    root,
    workFolder: join(folder, 'build'),
    stack: 'heroku-24',
    buildpack: 'classic',
    mode: 'build',
  } as const;
  built = await runBuild({
    ...places,
    configVars: CONFIG_VARS,
    strict: false,
    signal: never,
    env: process.env,
    log: () => {},
  });
  expect(built.report.failureReason).toBeNull();
  // Builds share a repository and its cache, one after the other; beside them all else, which
  // mostly waits.
  const isBuild = (group: string): boolean =>
    cases.some(({ run }) => run.together === group && run.build);
  for (const lane of [groups.filter(isBuild), groups.filter((group) => !isBuild(group))]) {
    let before: Promise<unknown> = Promise.resolve();
    for (const group of lane) {
      const run = before.then(() => runGroup(group));
      before = run.catch(() => undefined);
      runs.set(group, run);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly repository: Repository;
  readonly rehearsal: Rehearsal;
}

/** All mistakes of one name, made at once, and what running them showed. */
async function runGroup(group: string): Promise<Run> {
  const members = cases.filter(({ run }) => run.together === group);
  const texts = textsOf(solvedUpTo(14));
  for (const { path } of members) applyCase(texts, path);
  const repository = projectOf(texts, { untracked: [], branch: 'main', herokuRemotes: [] });
  const { server, timeFactor, build } = members[0]!.run;
  if (build) return { repository, rehearsal: await buildOnly(texts) };
  if (server !== undefined) return { repository, rehearsal: await releaseOnly(server) };
  const scale = new Map(members.flatMap(({ run }) => Object.entries(run.scale)));
  const drill = members.some(({ run }) => run.drill);
  const slug = overlaidSlug(group, texts);
  const common = {
    given: {},
    scale,
    drill,
    timeFactor,
    strict: false,
    signal: never,
    env: process.env,
  };
  return {
    repository,
    rehearsal: await rehearse({ repository, ...common, build: async () => ({ ...built, slug }) }),
  };
}

describe.each(groups)('%s', (group) => {
  const members = cases.filter(({ run }) => run.together === group);
  let rehearsal: Rehearsal;
  let repository: Repository;
  beforeAll(async () => {
    ({ rehearsal, repository } = await runs.get(group)!);
  });

  test.each(members)('$name is said in our words', ({ path, number, run }) => {
    const shown = run.shows === undefined ? rehearsal : showing(rehearsal, run.shows);
    const remarks = remarksOfRehearsal(shown, {
      asked: { mayFail: ['check'], demands: exerciseOf(number).rehearsal?.demands ?? [] },
      repository,
      isLater: () => false,
    });
    const verdict = { exercise: exerciseOf(number), remarks, praise: [] };
    const told = `${renderVerdict(verdict, number, { color: false, columns: 100 })}\n`;
    if (process.env.UPDATE_CASES) writeFileSync(join(path, 'message.txt'), told);
    expect(remarks, verdictsOf(rehearsal)).not.toEqual([]);
    expect(
      existsSync(join(path, 'message.txt')) && readFileSync(join(path, 'message.txt'), 'utf8'),
    ).toBe(told);
  });
});

/** For whoever reads a failure: each phase with what it showed. */
function verdictsOf({ phases }: Rehearsal): string {
  return phases
    .map(
      ({ name, verdict, evidence }) =>
        `${name} ${verdict}: ${evidence.map((one) => `${one.name}: ${one.seen}`).join(' | ')}`,
    )
    .join('\n');
}

/** The rehearsal with one kind of evidence alone, or one piece of it. */
function showing(
  rehearsal: Rehearsal,
  { id, subject }: NonNullable<RunCase['run']['shows']>,
): Rehearsal {
  const phases = rehearsal.phases.map((phase) => {
    const evidence = phase.evidence.filter(
      (one) => one.id === id && (subject === undefined || one.subject === subject),
    );
    return {
      ...phase,
      evidence,
      verdict: evidence.some(({ severity }) => severity === 'error') ? phase.verdict : 'passed',
    } as const;
  });
  return { ...rehearsal, phases: phases.filter(({ evidence }) => evidence.length > 0) };
}

/** What a build comes to that is to fail, in the repository of the sound one. */
async function buildOnly(texts: Readonly<Record<string, string>>): Promise<Rehearsal> {
  const root = await writeRepository('sound', texts);
  const { SECRET_KEY: _generated, ...declared } = CONFIG_VARS;
  const workFolder = mkdtempSync(join(folder, 'build-'));
  const places = {
    root,
    workFolder,
    stack: 'heroku-24',
    buildpack: 'classic',
    mode: 'build',
  } as const;
  const log: string[] = [];
  const configVars = texts['app.json']?.includes('SECRET_KEY') ? CONFIG_VARS : declared;
  const result = await runBuild({
    ...places,
    configVars,
    strict: false,
    signal: never,
    env: process.env,
    log: (line) => void log.push(line),
  });
  const phase: Phase = {
    ...judgeBuild(result),
    name: 'build',
    verdict: 'failed',
    startedAfterMs: 0,
    durationMs: 0,
    log,
  };
  return { verdict: 'failed', phases: [phase] } as unknown as Rehearsal;
}

/**
 * What the release of the sound slug comes to with a server that refuses it; no add-on's stand-in
 * would.
 */
async function releaseOnly(kind: 'without-tls' | 'too-old'): Promise<Rehearsal> {
  const server = await serveRefusingPostgres(kind);
  const log: string[] = [];
  try {
    const outcome = await withWorkspace((workspaceFolder) => {
      const configVars = { ...CONFIG_VARS, DATABASE_URL: server.url };
      const record = ({ message }: LogLine) => void log.push(message);
      const app = {
        slugFolder: built.slug!.folder,
        workspaceFolder,
        configVars,
        log: record,
        signal: never,
        timeFactor: 1,
      };
      return runRelease(app, 'python manage.py migrate --no-input');
    });
    const phase: Phase = {
      ...outcome,
      name: 'release',
      verdict: 'failed',
      startedAfterMs: 0,
      durationMs: 0,
      log,
    };
    return { verdict: 'failed', phases: [phase] } as unknown as Rehearsal;
  } finally {
    server.stop();
  }
}

/**
 * The sound slug with the learner's texts in place of the generator's: what a build would give, as
 * none of them changes what is installed.
 */
function overlaidSlug(group: string, texts: Readonly<Record<string, string>>): BuildResult['slug'] {
  const slug = built.slug!;
  const home = join(folder, group);
  copySlug(slug.folder, home);
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return { ...slug, folder: home, processTypes: findProcessTypes(texts.Procfile ?? '') };
}

async function writeRepository(
  name: string,
  texts: Readonly<Record<string, string>>,
): Promise<string> {
  const root = join(folder, `${name}-repository`);
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  for (const args of [
    ['init', '-q'],
    ['add', '--all', '--force'],
    ['-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '-qm', name],
  ]) {
    expect((await runProcess({ file: 'git', args, cwd: root, env })).exitCode).toBe(0);
  }
  return root;
}
