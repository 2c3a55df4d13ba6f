import type { Cause } from '../../facts/causes/cause.ts';
import type { FailureId } from '../../facts/failures/find.ts';
import type { BuildStage } from './report.ts';

/**
 * Why a build ends: the stage, the buildpack's own id and detail as recorded, and what a person
 * should see of the evidence (one line each).
 */
export interface BuildFailure {
  readonly ok: false;
  readonly stage: BuildStage;
  /** Null where the platform records nothing (detection). */
  readonly reason: FailureId | null;
  readonly detail: string | null;
  readonly evidence: readonly string[];
  /** What made the step's command fail, where its output tells. */
  readonly cause?: Cause | undefined;
}

/** What a decision or a step comes to: its result, or the end of the build. */
export type Decision<Result extends object> = ({ readonly ok: true } & Result) | BuildFailure;

/**
 * A refusal with its evidence; the detail is cut as the platform cuts it where `detailLength` is
 * given.
 */
export function fail(
  stage: BuildStage,
  reason: FailureId | null,
  detail: string | null = null,
  options: {
    readonly evidence?: readonly string[];
    readonly detailLength?: number;
    readonly cause?: Cause | undefined;
  } = {},
): BuildFailure {
  const recorded =
    detail === null || options.detailLength === undefined
      ? detail
      : [...detail].slice(0, options.detailLength).join('');
  const evidence = options.cause?.evidence ?? options.evidence ?? [];
  const refusal = { ok: false, stage, reason, detail: recorded, evidence } as const;
  return options.cause === undefined ? refusal : { ...refusal, cause: options.cause };
}
