import { type ChosenInterpreter, chooseInterpreter, findInterpreters } from './interpreters.ts';
import { type FetchedPython, fetchPython } from './tools/fetch-python.ts';

export interface ProvideOptions {
  /** Throw when the wanted minor line can neither be found nor fetched. */
  readonly strict: boolean;
  /** Fetch nothing: choose among what is here. */
  readonly offline: boolean;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The interpreter of a build, and why the very version could not be had. */
export interface ProvidedInterpreter {
  readonly interpreter: ChosenInterpreter;
  /** Undefined when the version is here, or nothing was to be fetched. */
  readonly notFetched: string | undefined;
}

/**
 * Returns the Python for a version given as X.Y.Z: this machine's own of that version, else the one
 * that uv fetches on first need, else the nearest as `chooseInterpreter` says. A line that is not
 * here is fetched in the newest patch that uv knows, when it does not know the very version yet.
 */
export async function provideInterpreter(
  version: string,
  options: ProvideOptions,
): Promise<ProvidedInterpreter> {
  const { env, signal, strict } = options;
  const interpreters = await findInterpreters(env);
  signal.throwIfAborted();
  const line = version.split('.').slice(0, 2).join('.');
  if (options.offline || interpreters.some((one) => one.version === version))
    return {
      interpreter: chooseInterpreter(version, { strict, interpreters }),
      notFetched: undefined,
    };
  const fetching = {
    ...options,
    interpreter: interpreters.find(({ hasPip, hasEnsurePip }) => hasPip || hasEnsurePip),
  };
  let fetched: FetchedPython = await fetchPython(version, fetching);
  const hasLine = interpreters.some((one) => one.line === line);
  if (!fetched.ok && !hasLine && /No download found/.test(fetched.reason))
    fetched = await fetchPython(line, fetching);
  const found = fetched.ok ? await findInterpreters(env) : interpreters;
  return {
    interpreter: chooseInterpreter(version, { strict, interpreters: found }),
    notFetched: fetched.ok ? undefined : fetched.reason,
  };
}

/** True when DYNOREADY_OFFLINE asks to fetch no interpreter. */
export function isOffline(env: ProvideOptions['env']): boolean {
  return !['', '0', 'false', undefined].includes(env.DYNOREADY_OFFLINE);
}
