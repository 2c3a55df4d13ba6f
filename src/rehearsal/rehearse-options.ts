import type { DynoSize } from '../facts/dynos.ts';
import type { BuildOptions, BuildResult } from '../heroku/buildpack/report.ts';
import type { LogLine } from '../heroku/logs/log-line.ts';
import type { AppRouter } from '../heroku/router/app-router.ts';
import type { Repository } from '../project/repository.ts';
import type { LiveApp } from './live-app.ts';
import type { PhaseEvent } from './phase-runner.ts';
import type { PhaseName } from './rehearsal.ts';

export interface RehearseOptions {
  readonly repository: Repository;
  /** Config vars that the person gave, by name. */
  readonly given: Readonly<Record<string, string>>;
  /** Fail instead of letting another Python line stand in. */
  readonly strict: boolean;
  /** Fetch no Python. Default: what DYNOREADY_OFFLINE says. */
  readonly offline?: boolean;
  readonly signal: AbortSignal;
  /** The tool's own environment, for its cache and for npm; nothing of it reaches the project. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onPhase?: (event: PhaseEvent) => void;
  /** Each line of each phase as it comes, secrets hidden. */
  readonly onLine?: (phase: PhaseName, line: string) => void;
  /** Each line of the app's log as it comes, secrets hidden. */
  readonly onLog?: (line: LogLine) => void;
  /**
   * Called while the app runs, after the probe and before it is stopped; the app stays up until it
   * resolves.
   */
  readonly whileUp?: (app: LiveApp) => Promise<void>;
  /** Size of every dyno. Default: the smallest. */
  readonly size?: DynoSize;
  /** Dynos of each process type; `web` has one unless named. */
  readonly scale?: ReadonlyMap<string, number>;
  /**
   * Release twice more after the probe: once unchanged, once with a migration that fails. Default
   * false.
   */
  readonly drill?: boolean;
  /** The last phase that is asked for; default: all of them. */
  readonly until?: 'release' | 'boot';
  /** The router to serve the app through; default: one of its own. The caller closes it. */
  readonly router?: AppRouter;
  /** Multiplies every time limit of the platform. Default 1. */
  readonly timeFactor?: number;
  /** The build to run; default: the real one. */
  readonly build?: (options: BuildOptions) => Promise<BuildResult>;
}
