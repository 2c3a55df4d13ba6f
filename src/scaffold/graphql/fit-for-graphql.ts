import { compareCycles } from '../../facts/end-of-life.ts';
import { pythonLines } from '../../facts/python-lines.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { satisfies } from '../../project/dependencies/pep440.ts';
import { readToml, tomlMember } from '../../project/dependencies/plain-toml.ts';
import { poetrySpecifier } from '../../project/dependencies/poetry-specifier.ts';
import type { Repository } from '../../project/repository.ts';
import { excludingRequirement } from '../../queries/python-version/python-versions.ts';
import { djangoSeries } from '../packages/django-series.ts';

/**
 * The oldest Django and Python that strawberry-graphql-django 0.93 works with. Source: its metadata
 * and that of strawberry-graphql 0.341; read 2026-11-23.
 */
const OLDEST_DJANGO = '5.2';
const OLDEST_PYTHON = '3.11';

/** Throws UsageError, with the reason, for a project that cannot have the API. */
export function refuseUnfit(repository: Repository): void {
  const series = djangoSeries(repository);
  if (compareCycles(series, OLDEST_DJANGO) < 0) {
    throw new UsageError(`strawberry-graphql-django needs Django ${OLDEST_DJANGO} or newer`, {
      evidence: [`the project declares Django ${series}`],
      next: ['See in which order to raise it: dynoready keep-up'],
    });
  }
  for (const [name, { lines }] of repository.pythonVersion.files) {
    const python = /(\d+\.\d+)/.exec(lines[0]?.text ?? '')?.[1];
    if (python === undefined || compareCycles(python, OLDEST_PYTHON) >= 0) continue;
    throw tooOld(`${name} says ${python}`);
  }
  const wanted = pythonLines()
    .filter(({ line }) => compareCycles(line, OLDEST_PYTHON) >= 0)
    .map(
      ({ latestPatch: { classic } }) =>
        excludingRequirement(repository.files, classic) ?? excludedByPoetry(repository, classic),
    );
  // Every Python that the library runs on is excluded.
  if (wanted.length > 0 && wanted.every((written) => written !== undefined))
    throw tooOld(`pyproject.toml requires Python ${wanted[0]}`);
  const library = ['graphene-django', 'graphene', 'ariadne', 'ariadne-django'].find((name) =>
    repository.dependencies.declares(name),
  );
  if (library !== undefined) {
    throw new UsageError('The project already has a GraphQL library', {
      evidence: [`${library} is declared`],
      next: [
        library.startsWith('graphene')
          ? 'The two cannot share one environment: pip then silently installs graphene 2. Move the schema first.'
          : 'Keep one of them: two schemas at two URLs drift apart.',
      ],
    });
  }
}

/** What Poetry's table requires in a spelling of its own, when that certainly excludes a version. */
function excludedByPoetry({ files }: Repository, version: string): string | undefined {
  const written = tomlMember(
    readToml(files.text('pyproject.toml')),
    'tool',
    'poetry',
    'dependencies',
    'python',
  );
  const specifier = typeof written === 'string' ? poetrySpecifier(written) : undefined;
  return specifier === undefined || satisfies(version, specifier) ? undefined : String(written);
}

function tooOld(evidence: string): UsageError {
  return new UsageError(`strawberry-graphql needs Python ${OLDEST_PYTHON} or newer`, {
    evidence: [evidence],
    next: ['See in which order to raise it: dynoready keep-up'],
  });
}
