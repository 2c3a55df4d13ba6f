import type { Feature } from '../../facts/features.ts';
import type { Answers } from '../answers/answers.ts';
import type { Draft } from './draft.ts';

/** What a preparation works with, beside the repository. */
export interface PreparationContext {
  readonly draft: Draft;
  readonly answers: Answers;
  /** True when the run works on that feature. */
  readonly includes: (feature: Feature) => boolean;
}
