import { join } from 'node:path';
import type { NoteId } from '../../facts/failures/find.ts';
import type { ChosenInterpreter } from '../../machine/interpreters.ts';
import type { FileTree } from '../../python/file-tree.ts';
import type { CacheStore } from './cache-store.ts';
import type { BuildPlan } from './plan.ts';
import type { BuildFailure } from './refusal.ts';
import type { BuildOptions, Slug } from './report.ts';

/**
 * One build as it goes on: what it was asked, where it works, and what its steps have found so far.
 */
export interface BuildState {
  readonly options: BuildOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which the app is built, and which becomes the slug. */
  readonly folder: string;
  /** `.heroku/python` in it. */
  readonly pythonHome: string;
  /** `HOME` of the build's processes, empty at first and no part of the slug. */
  readonly processHome: string;
  /** The folder that hooks see as `CACHE_DIR`. */
  readonly cacheFolder: string;
  readonly temporaryFolder: string;
  readonly cache: CacheStore;
  /** The commit that is built; empty outside git. */
  sourceVersion: string;
  /** The app's files as they were when the build last looked. */
  files: FileTree;
  /** What the files decide: package manager, Python, cache. */
  plan: BuildPlan;
  interpreter: ChosenInterpreter | undefined;
  readonly warnings: NoteId[];
  readonly notices: NoteId[];
  readonly metadata: Record<string, string | number | boolean>;
  addons: readonly string[];
  collectstatic: string | null;
  /** Size of the slug after compression, once it is being measured; 0 when it is not wanted. */
  slugBytes: Promise<number>;
  slug: Slug | undefined;
  /** Adds to what differed from the platform, said once: what, and after `because` why. */
  differs(sentence: string): void;
  /** Records a warning by its id and prints it. */
  warn(id: NoteId): void;
  /** Records a notice by its id and prints it. */
  note(id: NoteId): void;
}

/** What a step comes to: on with the build, or its end. */
export type StepResult = { readonly ok: true } | BuildFailure;

/** One step of a build; it may rely on what the steps before it have left in the state. */
export interface Step {
  /**
   * Key of the duration in the record, such as `dependencies_install`; undefined where the platform
   * records none.
   */
  readonly timed?: string;
  /** What the build says it was at when it is ended here. */
  readonly stage: BuildFailure['stage'];
  readonly run: (state: BuildState) => Promise<StepResult>;
}

/**
 * The file in the hooks' `CACHE_DIR` that stands for the buildpack's own record; a hook that
 * deletes it ends the build.
 */
export function buildDataFile(state: BuildState): string {
  return join(state.cacheFolder, 'build-data', 'python.json');
}

/** What the environment of the build's processes holds, and of no others. */
export function buildMark({ processHome }: BuildState): string {
  return `HOME=${processHome}`;
}

/** Prints the heading of a step, as the platform does. */
export function logStep(state: BuildState, text: string): void {
  state.options.log(`-----> ${text}`);
}

/** Prints a line below a heading. */
export function logDetail(state: BuildState, text: string): void {
  state.options.log(text === '' ? '' : `       ${text}`);
}
