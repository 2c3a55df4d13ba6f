import { join } from 'node:path';
import { runProcess } from '../../machine/process.ts';
import { buildEnvironment } from './build-environment.ts';
import { type BuildState, buildMark } from './state.ts';

/** The modules that decide what a build does after the install. */
const ASKED = ['nltk', 'django', 'psycopg2'];

const QUESTION = `
import importlib.util, json, sys
def found(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
print(json.dumps([name for name in sys.argv[1:] if found(name)]))
`;

const answers = new WeakMap<BuildState, Promise<ReadonlySet<string>>>();

/**
 * Which of nltk, django and psycopg2 can be imported from the app's root; a folder of that name in
 * the root counts, as on the platform.
 */
export function findModules(state: BuildState): Promise<ReadonlySet<string>> {
  const known = answers.get(state) ?? ask(state);
  answers.set(state, known);
  return known;
}

async function ask(state: BuildState): Promise<ReadonlySet<string>> {
  const env = { ...buildEnvironment(state, 'hooks'), PYTHONPATH: '' };
  const file = join(state.pythonHome, 'bin', 'python');
  const result = await runProcess({
    file,
    args: ['-c', QUESTION, ...ASKED],
    cwd: state.folder,
    env,
    mark: buildMark(state),
    signal: state.options.signal,
  });
  state.options.signal.throwIfAborted();
  try {
    return new Set(JSON.parse(result.stdout) as string[]);
  } catch {
    return new Set();
  }
}
