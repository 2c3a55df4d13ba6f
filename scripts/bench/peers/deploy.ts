import { openCache } from '../../../src/heroku/buildpack/cache-store.ts';
import { startAppRouter } from '../../../src/heroku/router/app-router.ts';
import { readRepository } from '../../../src/project/read.ts';
import type { Rehearsal } from '../../../src/rehearsal/rehearsal.ts';
import { rehearse } from '../../../src/rehearsal/rehearse.ts';
import { type Answers, askAsVisitor } from './ask-as-visitor.ts';

/** What the simulated platform did with a project, and what a visitor got. */
export interface Deployed {
  /** `ok`, or the failure id of the buildpack. */
  readonly build: string;
  /** `ok`, `none` without a release line, or the reason. */
  readonly release: string;
  /** `ok`, or the reason. */
  readonly boot: string;
  /**
   * Ids of `manage.py check --deploy` in the app as deployed; undefined when it was not reached.
   */
  readonly checkIds: readonly string[] | undefined;
  /** Undefined without a slug. */
  readonly slugMb: number | undefined;
  /** Highest memory of the web dyno; undefined without one. */
  readonly webPeakMb: number | undefined;
  /** Undefined when the app did not boot. */
  readonly answers: Answers | undefined;
  /** Set when Heroku's advice for a failed collectstatic was followed to get further. */
  readonly withoutCollectstatic: boolean;
}

/**
 * Pushes what is committed in the folder to the simulated platform. A build that fails at
 * collectstatic is reported as such and tried again in the way that its message offers, so that the
 * rest can be compared as well.
 */
export async function deploy(
  folder: string,
  configVars: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Deployed> {
  const first = await deployOnce(folder, configVars, signal);
  if (first.build === 'ok' || first.failedAt !== 'collectstatic') return first;
  const second = await deployOnce(folder, { ...configVars, DISABLE_COLLECTSTATIC: '1' }, signal);
  return { ...second, build: first.build, withoutCollectstatic: true };
}

async function deployOnce(
  folder: string,
  given: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Deployed & { readonly failedAt: string | undefined }> {
  const repository = await readRepository(folder);
  const router = await startAppRouter();
  let answers: Answers | undefined;
  try {
    const whileUp = async (app: Parameters<typeof askAsVisitor>[1]): Promise<void> => {
      answers = await askAsVisitor(router.target, app);
    };
    const rehearsal = await rehearse({
      repository,
      given,
      strict: false,
      signal,
      env: process.env,
      router,
      whileUp,
    });
    return { ...summarize(rehearsal), answers, withoutCollectstatic: false };
  } finally {
    await router.close();
    await openCache({
      root: repository.root,
      buildpack: 'classic',
      mode: 'build',
      env: process.env,
      signal,
    }).remove();
  }
}

function summarize({ phases, build, slugBytes, dynos }: Rehearsal) {
  const verdictOf = (name: string): string => {
    const phase = phases.find((one) => one.name === name);
    if (phase?.verdict === 'passed') return 'ok';
    return phase?.verdict === 'failed' ? (phase.reason ?? 'failed') : 'not reached';
  };
  const check = phases.find(({ name }) => name === 'check');
  const noRelease = phases.some(
    ({ name, reason }) => name === 'release' && reason === 'the Procfile has no release line',
  );
  return {
    build: verdictOf('build'),
    failedAt: build?.outcome === 'failure' ? build.stage : undefined,
    release: noRelease ? 'none' : verdictOf('release'),
    boot: verdictOf('boot'),
    slugMb: slugBytes === null ? undefined : slugBytes / 1e6,
    webPeakMb: dynos.find(({ name }) => name === 'web.1')?.memory.peakMb,
    checkIds:
      check?.verdict === 'skipped'
        ? undefined
        : check?.evidence.filter(({ ok }) => !ok).map(({ name }) => name),
  };
}
