import type { Completion } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { joinAll } from '../values/join.ts';
import type { Work } from '../values/work.ts';

/** How one of two branches ended. */
export type BranchOutcome =
  | { readonly completion: Completion; readonly raised?: undefined }
  | { readonly raised: PythonRaise; readonly completion?: undefined };

/** Runs to the end or to the exception; other errors go on. */
export function outcomeOf(go: () => Completion): BranchOutcome {
  try {
    return { completion: go() };
  } catch (error) {
    if (error instanceof PythonRaise) return { raised: error };
    throw error;
  }
}

export const NORMAL: Completion = { kind: 'normal' };

/**
 * Which of two branches the program goes on from: not the one that raised, returned or left the
 * loop, when the other went on.
 */
export function branchToKeep(
  first: BranchOutcome,
  second: BranchOutcome,
): 'both' | 'first' | 'second' {
  const rank = (outcome: BranchOutcome): number =>
    outcome.raised !== undefined ? 2 : outcome.completion.kind === 'return' ? 1 : 0;
  const [a, b] = [rank(first), rank(second)];
  return a === b ? 'both' : a < b ? 'first' : 'second';
}

/** How the two branches ended, as one; raises when both raised. */
export function joinOutcomes(work: Work, first: BranchOutcome, second: BranchOutcome): Completion {
  if (first.raised !== undefined && second.raised !== undefined) throw first.raised;
  const completions = [first, second].flatMap((outcome) =>
    outcome.raised === undefined ? [outcome.completion] : [],
  );
  const [a = NORMAL, b = a] = completions;
  const maybe = [...(a.maybe ?? []), ...(a === b ? [] : (b.maybe ?? []))];
  const carried = maybe.length === 0 ? {} : { maybe };
  if (a.kind === 'return' && b.kind === 'return')
    return {
      kind: 'return',
      value: a === b ? a.value : joinAll(work, [a.value, b.value]),
      ...carried,
    };
  const returned = [a, b].flatMap((one) => (one.kind === 'return' ? [one.value] : []));
  const going = [a, b].find((one) => one.kind !== 'return') ?? NORMAL;
  const kind = going.kind === 'return' ? 'normal' : a.kind === b.kind ? going.kind : 'normal';
  return {
    kind,
    ...(returned.length + maybe.length > 0 ? { maybe: [...maybe, ...returned] } : {}),
  };
}
