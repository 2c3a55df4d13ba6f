import { djangoSeriesOf } from '../facts/django-series.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { newestOfEveryDjango } from '../facts/ended-series.ts';
import { defaultKeyValueStore } from '../facts/key-value-store.ts';
import { packageManagerVersions } from '../facts/package-managers.ts';
import { defaultPostgres } from '../facts/postgres-plans.ts';
import { findDeclaredAddons } from '../heroku/addons/declared.ts';
import { satisfies } from '../project/dependencies/pep440.ts';
import type { Repository } from '../project/repository.ts';
import { declaredSeries } from '../queries/packages/django-version.ts';
import { pythonInUse } from './python-in-use.ts';

/**
 * What the repository says that it runs on. `from` is the file that says so, or why it is assumed.
 */
export interface InUse {
  /** Undefined when nothing says it. */
  readonly cycle: string | undefined;
  readonly from: string;
  /** Why the files do not tell it, so that `cycle` is a guess at best; undefined when they do. */
  readonly unsure?: string;
}

/** The layers of the stack, from the code down to the operating system. */
export interface StackInUse {
  readonly django: InUse;
  readonly python: InUse;
  readonly packageManager: InUse;
  /** Undefined for a repository that declares no Postgres and no driver of it. */
  readonly postgres: InUse | undefined;
  /** Undefined for a repository that declares none. */
  readonly keyValueStore: InUse | undefined;
  readonly stack: InUse;
}

/**
 * What the files of the project say about each layer. Nothing is run and nothing is asked over the
 * network.
 */
export function stackInUse(repository: Repository): StackInUse {
  const addons = findDeclaredAddons(repository);
  const declared = repository.appJson?.stack?.value;
  return {
    django: djangoInUse(repository),
    python: pythonInUse(repository),
    packageManager: packageManagerInUse(repository),
    postgres:
      addons.postgres === undefined
        ? undefined
        : addonInUse(repository, 'heroku-postgresql', defaultPostgres(), 'heroku pg:info'),
    keyValueStore: addons.redis
      ? addonInUse(repository, 'heroku-redis', defaultKeyValueStore(), 'heroku redis:info')
      : undefined,
    stack:
      declared === undefined
        ? {
            cycle: undefined,
            from: 'app.json names none',
            unsure: 'no file names it; heroku stack shows yours',
          }
        : { cycle: declared, from: 'app.json' },
  };
}

function djangoInUse(repository: Repository): InUse {
  const { dependencies } = repository;
  const locked = dependencies.locked.get('django');
  const series = locked === undefined ? undefined : djangoSeriesOf(locked.value);
  if (series !== undefined && locked !== undefined) return { cycle: series, from: locked.at.file };
  const requirement = dependencies.find('django');
  if (requirement === undefined)
    return { cycle: undefined, from: 'not declared', unsure: 'no file declares Django' };
  const from = requirement.at.file;
  const { specifier } = requirement;
  const highest = declaredSeries(repository).highest;
  if (highest !== undefined) return { cycle: highest, from };
  const admitted = newestOfEveryDjango().filter((version) => admits(specifier, version));
  const guess = djangoSeriesOf(admitted.at(-1) ?? '');
  if (specifier === '' || admits(specifier, LATER_THAN_ALL))
    return {
      cycle: guess,
      from,
      unsure: `${from} sets no upper bound; a build without a cache takes the newest, and pip list on a dyno shows yours`,
    };
  return guess === undefined
    ? { cycle: undefined, from, unsure: `no release that is known fits ${specifier}` }
    : { cycle: guess, from };
}

const LATER_THAN_ALL = '9999';

function admits(specifier: string, version: string): boolean {
  return specifier === '' || satisfies(version, specifier);
}

function packageManagerInUse({ dependencies }: Repository): InUse {
  const [first] = dependencies.managers;
  if (first === undefined)
    return { cycle: undefined, from: 'none', unsure: 'the root has no file that a build installs' };
  const version = packageManagerVersions().classic[first.id];
  return { cycle: `${first.id} ${version}`, from: `${first.lockfile}; the buildpack brings it` };
}

function addonInUse({ appJson }: Repository, service: string, usual: string, shows: string): InUse {
  const plans = (appJson?.addons ?? []).map(({ value }) => value);
  const plan = plans.find((one) => one.split(':')[0] === service);
  const version = plan === undefined ? undefined : appJson?.addonVersions.get(plan);
  if (version !== undefined) return { cycle: version, from: `app.json, ${plan}` };
  return {
    cycle: usual,
    from: plan === undefined ? 'its driver is declared' : `app.json, ${plan}`,
    unsure: `no file names its version; a new one gets ${usual}, and ${shows} shows yours`,
  };
}

/** True when the Python line lies within the range. */
export function allowsPython([oldest, newest]: readonly [string, string], python: string): boolean {
  return compareCycles(python, oldest) >= 0 && compareCycles(python, newest) <= 0;
}
