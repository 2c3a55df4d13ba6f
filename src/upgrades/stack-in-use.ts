import { djangoCycles } from '../facts/django-series.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { defaultPostgres } from '../facts/postgres-plans.ts';
import { defaultPythonLine } from '../facts/python-lines.ts';
import { isRetiredStack } from '../facts/stacks.ts';
import type { Repository } from '../project/repository.ts';

/**
 * What the repository says that it runs on. `from` is the file that says so, or why it is assumed.
 */
export interface InUse {
  /** Undefined when nothing says it. */
  readonly cycle: string | undefined;
  readonly from: string;
}

/** The layers of the stack, from the code down to the operating system. */
export interface StackInUse {
  readonly python: InUse;
  readonly django: InUse;
  /** Undefined for a repository that declares no Postgres. */
  readonly postgres: InUse | undefined;
  readonly stack: InUse;
}

/**
 * What the files of the project say about each layer. Nothing is run and nothing is asked over the
 * network.
 */
export function stackInUse(
  repository: Pick<Repository, 'pythonVersion' | 'dependencies' | 'djangoProject' | 'appJson'>,
): StackInUse {
  const python = pythonInUse(repository);
  const hasPostgres =
    repository.appJson?.addons.some(({ value }) => value.startsWith('heroku-postgresql')) ?? false;
  const declared = repository.appJson?.stack?.value;
  return {
    python,
    django: djangoInUse(repository, python.cycle),
    postgres: hasPostgres
      ? {
          cycle: defaultPostgres(),
          from: 'assumed: what a new database gets (heroku pg:info shows yours)',
        }
      : undefined,
    stack:
      declared === undefined
        ? { cycle: undefined, from: 'app.json names none (heroku stack shows yours)' }
        : {
            cycle: declared,
            from: isRetiredStack(declared) ? 'app.json; builds are refused' : 'app.json',
          },
  };
}

function pythonInUse({ pythonVersion }: Pick<Repository, 'pythonVersion'>): InUse {
  // A runtime.txt is read first when both are there. Source: buildpack v351; read 2026-11-23.
  for (const name of ['runtime.txt', '.python-version'] as const) {
    const [line] = pythonVersion.files.get(name)?.lines ?? [];
    const version = /^(?:python-)?(\d+\.\d+)(?:\.\d+)?$/.exec(line?.text ?? '')?.[1];
    if (version !== undefined) return { cycle: version, from: name };
  }
  return {
    cycle: defaultPythonLine(),
    from: 'assumed: what a new app gets without a .python-version',
  };
}

function djangoInUse(
  { dependencies, djangoProject }: Pick<Repository, 'dependencies' | 'djangoProject'>,
  python: string | undefined,
): InUse {
  const locked = dependencies.locked.get('django');
  const series = /^(\d+\.\d+)/.exec(locked?.value ?? '')?.[1];
  if (series !== undefined && locked !== undefined) return { cycle: series, from: locked.at.file };
  const requirement = dependencies.find('django');
  if (requirement === undefined) return { cycle: undefined, from: 'not declared' };
  const highest = djangoProject?.djangoSeries.highest;
  if (highest !== undefined) return { cycle: highest, from: requirement.at.file };
  const newest = djangoCycles().findLast(
    (one) => python === undefined || allowsPython(one.python, python),
  );
  return {
    cycle: newest?.cycle,
    from: `${requirement.at.file}; unbounded: each build takes the newest`,
  };
}

/** True when the Python line lies within the range. */
export function allowsPython([oldest, newest]: readonly [string, string], python: string): boolean {
  return compareCycles(python, oldest) >= 0 && compareCycles(python, newest) <= 0;
}
