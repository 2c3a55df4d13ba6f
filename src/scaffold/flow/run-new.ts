import { UsageError } from '../../facts/usage-error.ts';
import { readGitSource } from '../../machine/git-source.ts';
import { findInterpreters, type Interpreter } from '../../machine/interpreters.ts';
import {
  discardFolder,
  nameFolderBeside,
  placeFolder,
  refuseTakenFolder,
} from '../../machine/place-folder.ts';
import { type LockTool, makeLock } from '../../machine/tools/make-lock.ts';
import { herokuAppName } from '../answers/heroku-app-name.ts';
import { newestSeriesFor, pythonLinesFor } from '../packages/django-series.ts';
import { herokuSteps, rehearsalSteps } from './next-steps.ts';
import { runScaffold } from './run-scaffold.ts';
import type { ScaffoldUi } from './scaffold-ui.ts';
import { commitNewProject, startNewProject } from './start-new-project.ts';

/** How a new project may declare its packages. */
const PACKAGE_MANAGERS = ['pip', 'uv', 'poetry', 'pipenv'] as const;
type PackageManager = (typeof PACKAGE_MANAGERS)[number];

/**
 * Makes a current Django project in the folder `options.new` below `parent`, takes it to
 * production, locks its packages and commits it. All of it happens in a folder beside, which takes
 * its name only at the end. Throws UsageError for a name or a folder that cannot be, and without a
 * fitting Python.
 */
export async function runNew(
  parent: string,
  options: Readonly<Record<string, unknown>>,
  ui: ScaffoldUi,
): Promise<void> {
  const name = checkName(options.new);
  refuseTakenFolder(parent, name);
  const ask = options.yes === true ? undefined : ui.ask;
  const packageManager = await askPackageManager(
    options.packageManager ?? options['package-manager'],
    ask,
  );
  const interpreters = await findInterpreters(ui.env);
  const wanted = options.pythonVersion ?? options['python-version'];
  const line =
    wanted === undefined
      ? await askLine(
          interpreters.map((one) => one.line),
          ask,
        )
      : String(wanted);
  const interpreter = interpreters.find((one) => one.line === line);
  if (interpreter === undefined) {
    throw new UsageError(`Python ${line} is not installed here, and the project is made with it`, {
      evidence: interpreters.map((one) => `${one.version}  ${one.path}`),
      next: [
        `Install it: uv python install ${line}  or  pyenv install ${line}`,
        'Or name one of those above: --python-version',
      ],
    });
  }
  const folder = nameFolderBeside(parent, name);
  try {
    const progress = (text: string): void => ui.say(`${text}\n`);
    const { env, signal } = ui;
    await startNewProject({
      folder,
      name,
      interpreter,
      series: newestSeriesFor(line),
      packageManager,
      env,
      signal,
      progress,
    });
    const { plan, written } = await runScaffold(
      folder,
      { ...options, pythonVersion: line, lock: false, isNew: true },
      ui,
    );
    if (!written) return ui.say(`No project was made: ${name}/ is not there.\n`);
    if (packageManager !== 'pip') await lock(folder, packageManager, interpreter, ui);
    // A repository within a repository would be seen by neither.
    const isInside =
      (await readGitSource(parent, env, signal).catch(() => undefined)) !== undefined;
    const committed = !isInside && (await commitNewProject(folder, env, signal));
    signal.throwIfAborted();
    placeFolder(folder, parent, name);
    const commit = committed
      ? []
      : [`${isInside ? '' : 'git init && '}git add --all && git commit -m "Start the project"`];
    const steps = [`cd ${name}`, ...commit, ...rehearsalSteps(plan)];
    ui.say(
      `\nMade ${name}/${committed ? ', with everything committed' : ''}.\n\nNext:\n${steps.map((step) => `  ${step}\n`).join('')}${herokuSteps({ plan, appName: herokuAppName(name), hasApp: false, isRepository: !isInside, renewed: [] })}`,
    );
  } finally {
    discardFolder(folder);
  }
}

function checkName(given: unknown): string {
  const name = String(given);
  if (/^[a-z_][a-z0-9_]*$/i.test(name)) return name;
  throw new UsageError(`A Django project cannot be named '${name}'`, {
    evidence: ['The name is a Python package: letters, digits and _, and no digit first.'],
    next: [
      `For instance: --new ${name.replace(/[^a-z0-9_]+/gi, '_').replace(/^(?=\d)/, '_') || 'shop'}`,
    ],
  });
}

async function askPackageManager(given: unknown, ask: ScaffoldUi['ask']): Promise<PackageManager> {
  const choices = PACKAGE_MANAGERS.map((one) => ({ value: one, name: one }));
  const question = {
    name: 'packageManager',
    kind: 'choice',
    message: 'Which package manager?',
    default: 'pip',
    choices,
  } as const;
  const answer = given ?? (await ask?.(question)) ?? 'pip';
  const found = PACKAGE_MANAGERS.find((one) => one === answer);
  if (found !== undefined) return found;
  throw new UsageError(`--package-manager cannot be '${String(answer)}'.`, {
    evidence: [`It takes: ${PACKAGE_MANAGERS.join(' or ')}.`],
  });
}

async function askLine(installed: readonly string[], ask: ScaffoldUi['ask']): Promise<string> {
  const lines = pythonLinesFor(newestSeriesFor(pythonLinesFor('')[0] ?? '')).filter((line) =>
    installed.includes(line),
  );
  const [newest] = lines;
  if (newest === undefined) {
    throw new UsageError('No Python that runs a current Django is installed here', {
      evidence: installed.length === 0 ? [] : [`Installed: ${[...new Set(installed)].join(', ')}`],
      next: [
        `Install one: uv python install ${pythonLinesFor('')[0]}  or  pyenv install ${pythonLinesFor('')[0]}`,
      ],
    });
  }
  const choices = lines.map((line) => ({ value: line, name: line }));
  return String(
    (await ask?.({
      name: 'pythonVersion',
      kind: 'choice',
      message: 'Which Python line?',
      default: newest,
      choices,
    })) ?? newest,
  );
}

/**
 * Makes the first lock. Without one the build would stop, so a project whose lock cannot be made is
 * not made at all.
 */
async function lock(
  root: string,
  tool: LockTool,
  interpreter: Interpreter,
  ui: ScaffoldUi,
): Promise<void> {
  ui.say(`\nLocking with ${tool} …\n`);
  const progress = (text: string): void => ui.say(`  ${text}\n`);
  const problem = await makeLock({
    root,
    tool,
    interpreter,
    env: ui.env,
    signal: ui.signal,
    progress,
  });
  if (problem === undefined) return;
  throw new UsageError(
    `${tool} could not lock the packages, and Heroku installs from the lock alone`,
    {
      evidence: problem,
      next: [
        'If a package was not found, the index that this machine uses may lack it (pip config list).',
        'Or take another one, for instance: --package-manager pip',
      ],
    },
  );
}
