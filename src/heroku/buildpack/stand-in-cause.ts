import type { Cause } from '../../facts/causes/cause.ts';
import { installCommands } from '../../machine/interpreters.ts';
import type { BuildState } from './state.ts';

/** Causes that another line of Python can bring about: it is refused, has no wheel, or cannot parse. */
const OF_ANOTHER_PYTHON = new Set([
  'python-excluded',
  'no-wheel',
  'versions-conflict',
  'version-not-found',
  'package-not-found',
  'headers-missing',
  'rust-missing',
  'package-too-old',
  'syntax-error',
  'module-missing',
]);

/** Names that a newer standard library has and an older one lacks. */
const NEWER_LIBRARY =
  /ImportError: cannot import name '\w+' from '(?:typing|datetime|enum|itertools|warnings|copy|contextlib|inspect)'|No module named 'tomllib'/;

/**
 * The cause of a failed command where the stand-in of another Python may be the reason: it says
 * first that this machine lacks the Python, then what was seen. Any other cause is returned as it is.
 */
export function standInCause(
  { interpreter, plan }: Pick<BuildState, 'interpreter' | 'plan'>,
  cause: Cause | undefined,
  output: string,
): Cause | undefined {
  if (interpreter?.otherLine !== true) return cause;
  const isPossible =
    cause === undefined ? NEWER_LIBRARY.test(output) : OF_ANOTHER_PYTHON.has(cause.id);
  if (!isPossible) return cause;
  const line = (plan.pythonVersion ?? '').split('.').slice(0, 2).join('.');
  const [uv, pyenv] = installCommands(line);
  const meanwhile = cause === undefined ? [] : [`With ${interpreter.version}: ${cause.what}.`];
  return {
    id: 'stand-in-python',
    what: `This machine lacks Python ${line}, and Python ${interpreter.version} stood in for it, which can be the reason`,
    evidence: [...meanwhile, ...(cause?.evidence ?? [])],
    remedy: [
      `Install Python ${line} with one of these, then build again:`,
      `  ${uv}`,
      `  ${pyenv}`,
    ],
    ofMachine: true,
  };
}
