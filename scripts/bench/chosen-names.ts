import { UsageError } from '../../src/facts/usage-error.ts';

/**
 * Those of the known names that were typed, in the order of the known ones; all of them when none
 * was. Throws a UsageError for a name that is not known.
 */
export function chosenNames(
  typed: readonly string[],
  known: readonly string[],
  { noun, command }: { readonly noun: string; readonly command: string },
): readonly string[] {
  const unknown = typed.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(
      unknown.length === 1
        ? `There is no ${noun} ${unknown[0]}`
        : `There are no ${noun}s ${unknown.join(', ')}`,
      { evidence: [`Known: ${known.join(', ')}`], next: [`npm run ${command} -- [NAME…]`] },
    );
  return typed.length === 0 ? known : known.filter((name) => typed.includes(name));
}
