import { findInterpreters } from '../src/machine/interpreters.ts';

/**
 * The executable of the newest Python here that the platform builds, found as a build finds it; of
 * the given lines (X.Y) alone, if any are given.
 */
export async function newestPython(lines: readonly string[] = []): Promise<string> {
  const found = (await findInterpreters()).find(
    ({ line }) => lines.length === 0 || lines.includes(line),
  );
  if (found === undefined)
    throw new Error(
      `These tests need a Python ${lines.join(' or ') || 'from 3.10 to 3.14'}: dynoready doctor says how to get one.`,
    );
  return found.path;
}
