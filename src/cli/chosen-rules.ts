import { nearestIds } from '../check/nearest-ids.ts';
import type { Rule } from '../check/rule.ts';
import { UsageError } from '../facts/usage-error.ts';
import type { RuleChoice } from './check-project.ts';

/** What `--rule` and `--skip` name. */
interface ChosenIds {
  readonly rule?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
}

/**
 * The rules that `--rule` and `--skip` leave. Throws a UsageError for an id that no rule has, with
 * the nearest ones.
 */
export function chosenRules(
  all: readonly Rule[],
  { rule: only, skip = [] }: ChosenIds,
): RuleChoice {
  for (const id of [...(only ?? []), ...skip]) {
    if (all.some((rule) => rule.id === id)) continue;
    const near = nearestIds(
      id,
      all.map((rule) => rule.id),
    );
    throw new UsageError(`There is no rule '${id}'`, {
      evidence: near.length === 0 ? [] : [`Nearest: ${near.join(', ')}`],
      next: ['This lists them all:', '  dynoready explain'],
    });
  }
  return {
    ran: all.filter(({ id }) => (only === undefined || only.includes(id)) && !skip.includes(id)),
    all,
  };
}
