import type { Question } from '../answers/questions.ts';
import type { PlanStyle } from './render-plan.ts';

/** What both doors, `yo dynoready` and `dynoready init`, give to the flow that they share. */
export interface ScaffoldUi {
  /**
   * Asks one question and gives the answer; undefined when there is nobody to ask, and then the
   * defaults hold. Rejects when the person leaves.
   */
  readonly ask: ((question: Question) => Promise<unknown>) | undefined;
  /** What a person reads on the way. */
  readonly say: (text: string) => void;
  /** Shows a long text in a pager; false when the caller has to say it. Default: no pager. */
  readonly page?: (text: string) => Promise<boolean>;
  /** The diff of a dry run, which another program may read. */
  readonly print: (text: string) => void;
  readonly style: PlanStyle;
  /**
   * The Python lines with an interpreter on this machine, the newest first. Called only when a
   * version has to be chosen.
   */
  readonly pythonLines: () => Promise<readonly string[]>;
  /** A folder of this user, outside the project, that keeps what `--undo` needs. */
  readonly stateFolder: string;
  /** The version of this generator. */
  readonly version: string;
  /** The environment that tools are started from: their index, their proxy and their caches. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the person leaves. */
  readonly signal: AbortSignal;
}

/** Options that are no answers. */
export interface FlowOptions {
  readonly only?: unknown;
  readonly skip?: unknown;
  readonly yes?: unknown;
  readonly dryRun?: unknown;
  readonly update?: unknown;
  readonly lock?: unknown;
  /** True for a project that was made a moment ago: git and the next steps are the caller's. */
  readonly isNew?: boolean;
}
