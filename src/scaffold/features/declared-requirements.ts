import { replaceRequirement, type WantedRequirement } from '../../edits/requirements.ts';
import type { EditResult } from '../../edits/text-edit.ts';
import { filter } from '../../project/dependencies/pep440.ts';
import type { DependencyFile } from '../../project/dependencies.ts';
import { newestSeriesFor, seriesRange } from '../packages/django-series.ts';
import { requirementRanges } from '../packages/requirement-ranges.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { apply } from './dependency-edits.ts';

/** Raises what is declared and older than the settings written here can use. */
export function raiseOld(context: FeatureContext, wanted: readonly WantedRequirement[]): void {
  const { repository } = context;
  for (const one of wanted) {
    const needed =
      one.name === 'gunicorn' && !usesAsgiWorker(context) ? undefined : NEEDED_RELEASES[one.name];
    const declared = repository.dependencies.find(one.name);
    if (
      needed === undefined ||
      declared === undefined ||
      declared.specifier === '' ||
      declared.url !== undefined
    )
      continue;
    if (filter([...needed.releases], declared.specifier).length > 0) continue;
    const kind = repository.dependencies.files.find(({ path }) => path === declared.at.file)?.kind;
    const file = { path: declared.at.file, kind: kind ?? 'setup' } as const;
    const edit = (text: string): EditResult =>
      file.kind === 'requirements' || file.kind === 'pip-tools-input'
        ? replaceRequirement(text, one.name, { specifier: one.specifier })
        : {
            ok: false,
            because: `${one.name} ${declared.specifier} does not support ${needed.for}`,
          };
    apply(
      context,
      file,
      edit,
      `${one.name} ${declared.specifier} does not support ${needed.for}`,
      one,
    );
  }
}

/**
 * The releases that know what the settings written here ask of them. Source: their released files;
 * read 2026-11-27.
 */
const NEEDED_RELEASES: Readonly<
  Record<string, { readonly releases: readonly string[]; readonly for: string }>
> = {
  'dj-database-url': {
    releases: [
      '1.1.0',
      '1.2.0',
      '1.3.0',
      '2.0.0',
      '2.1.0',
      '2.2.0',
      '2.3.0',
      '3.0.0',
      '3.0.1',
      '3.1.0',
      '3.1.1',
      '3.1.2',
    ],
    for: 'conn_health_checks',
  },
  gunicorn: {
    releases: [
      '24.0.0',
      '24.1.1',
      '25.0.0',
      '25.1.0',
      '25.2.0',
      '25.3.0',
      '26.0.0',
      '26.1.0',
      '26.2.0',
      '27.0.0',
      '27.0.1',
    ],
    for: 'the worker class asgi',
  },
};

function usesAsgiWorker({ draft }: FeatureContext): boolean {
  return /^worker_class = "asgi"/m.test(draft.text('gunicorn.conf.py') ?? '');
}

/**
 * Bounds bare names whose range is known, and trades the psycopg2 that has to be compiled for the
 * one that has not.
 */
export function mendLines(context: FeatureContext, file: DependencyFile): void {
  const { repository, answers, render } = context;
  const ranges = requirementRanges(render);
  const driver = ranges.get(answers.database === 'psycopg' ? 'psycopg' : 'psycopg2-binary')!;
  if (
    repository.dependencies.find('psycopg2') !== undefined &&
    !repository.dependencies.declares(driver.name)
  ) {
    const reason =
      answers.database === 'psycopg'
        ? 'Django recommends psycopg 3'
        : 'psycopg2-binary is the same module but needs no compiler (Django recommends psycopg 3)';
    apply(
      context,
      file,
      (text) => replaceRequirement(text, 'psycopg2', { ...driver, extras: driver.extras ?? [] }),
      reason,
      driver,
    );
  }
  for (const requirement of repository.dependencies.requirements) {
    if (
      requirement.at.file !== file.path ||
      requirement.specifier !== '' ||
      requirement.url !== undefined
    )
      continue;
    const name = requirement.normalizedName;
    const range = name === 'django' ? djangoRange(context) : ranges.get(name)?.specifier;
    if (range === undefined || name === 'psycopg2') continue;
    apply(
      context,
      file,
      (text) => replaceRequirement(text, name, { specifier: range }),
      'a requirement without bounds installs a different version every month',
      {
        name: requirement.name,
        specifier: range,
      },
    );
  }
}

/** The newest series that the chosen Python runs: what an unbounded line would install today. */
function djangoRange({ answers }: FeatureContext): string {
  return seriesRange(newestSeriesFor(answers.pythonVersion));
}
