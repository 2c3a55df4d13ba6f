import { defineRule, fixFrom, type Severity } from '../check/rule.ts';
import { replaceRequirement } from '../edits/requirements.ts';
import type { VersionConflict } from '../facts/version-conflicts.ts';
import { parseRequirements } from '../project/dependencies/requirements-file.ts';
import type { Repository } from '../project/repository.ts';
import { raisedRange } from '../queries/packages/raised-range.ts';
import {
  type ConflictDoubt,
  type FoundConflict,
  versionConflicts,
} from '../queries/packages/version-conflicts.ts';

interface Facts {
  readonly written: string;
  readonly package: string;
  readonly beside: string;
  readonly fails: VersionConflict['fails'];
  readonly symptom: string;
  readonly doubt: ConflictDoubt | undefined;
  /** What to do, with the exact line or command. */
  readonly remedy: string;
  readonly source: string;
}

export default defineRule<Facts>({
  id: 'versions-conflict',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'pip documentation, "Dependency Resolution"',
    url: 'https://pip.pypa.io/en/stable/topics/dependency-resolution/',
  },
  leadsTo: ['install-dependencies::pip', 'H10'],
  docs: "A pinned, locked or bounded package does not work with the project's Python, Django or another package.",
  example: {
    written: 'gunicorn==20.1.0',
    package: 'gunicorn',
    beside: 'Python 3.13',
    fails: 'start',
    symptom: "ModuleNotFoundError: No module named 'pkg_resources'",
    doubt: undefined,
    remedy: 'Use this instead:\n  gunicorn>=21.0.0,<22',
    source: 'gunicorn changelog, https://gunicorn.org/news/',
  },
  *check(repository) {
    for (const found of versionConflicts(repository)) {
      const { conflict, versions, besideText, doubt } = found;
      yield {
        at: versions.at,
        facts: {
          written: versions.written,
          package: conflict.package,
          beside: besideText,
          fails: conflict.fails,
          symptom: conflict.symptom,
          doubt,
          remedy: remedyFor(repository, found),
          source: `${conflict.source.title}, ${conflict.source.url}`,
        },
        ...severityOf(found),
        ...fixOf(repository, found),
      };
    }
  },
  message: ({ written, beside, fails, symptom, doubt, remedy, source }) => ({
    what: `\`${written}\` ${VERB[fails]} ${
      beside.startsWith('Python ')
        ? `on ${beside}`
        : `with ${beside.startsWith('pip ') ? beside : `\`${beside}\``}`
    }.`,
    why: `${doubt === undefined ? '' : DOUBT[doubt]}${CONSEQUENCE[fails]} ${symptom}. See ${source}.`,
    next: remedy,
  }),
});

const VERB = {
  install: 'cannot be installed',
  start: 'does not start',
  use: 'fails in use',
} as const;

const DOUBT: Readonly<Record<ConflictDoubt, string>> = {
  python: 'A new app without a version file gets this Python. ',
  range: 'The declared ranges let the build install both. ',
  unused: 'Nothing that production loads imports it yet. ',
};

const CONSEQUENCE = {
  install: 'The build stops when it installs the packages:',
  start: 'Importing it fails, so collectstatic, the release or the app fails too:',
  use: 'The code that needs it fails:',
} as const;

function severityOf({ conflict, doubt }: FoundConflict): { readonly severity?: Severity } {
  return doubt === undefined && conflict.fails !== 'use' ? {} : { severity: 'warning' };
}

function remedyFor(repository: Repository, { conflict, versions }: FoundConflict): string {
  const range = raisedRange(conflict);
  if (range === undefined) {
    return conflict.instead === undefined
      ? `No release of ${conflict.package} works with it yet. Stay below, and renew the lock file if there is one:\n  ${conflict.beside}<${conflict.from}`
      : `No release of ${conflict.package} works with it. Take ${conflict.instead}.`;
  }
  const line = `${versions.isLocked ? conflict.package : nameWithExtras(versions.written)}${range}`;
  if (versions.isLocked)
    return `Declare this range, and renew the lock:\n  ${line}\n  ${lockCommand(repository, conflict.package)}`;
  const compiled = parseRequirements(
    versions.at.file,
    repository.files.text(versions.at.file) ?? '',
  );
  if (compiled.kind === 'requirements') return `Use this instead:\n  ${line}`;
  return `Write this into ${compiled.compiledFrom ?? 'the file it is compiled from'}, and compile ${versions.at.file} again:\n  ${line}\n  ${compiled.command ?? 'pip-compile'}`;
}

/** `psycopg[binary]` of `psycopg[binary]==3.2.1`. */
function nameWithExtras(written: string): string {
  return written.split(/[<>=!~ ]/)[0] ?? written;
}

function lockCommand({ dependencies }: Repository, name: string): string {
  switch (dependencies.managers[0]?.id) {
    case 'poetry':
      return `poetry update ${name}`;
    case 'pipenv':
      return `pipenv upgrade ${name}`;
    default:
      return `uv lock --upgrade-package ${name}`;
  }
}

function fixOf(repository: Repository, { conflict, versions }: FoundConflict) {
  const range = raisedRange(conflict);
  const { file } = versions.at;
  const isList = repository.dependencies.files.some(
    ({ path, kind }) => path === file && kind === 'requirements',
  );
  if (range === undefined || versions.isLocked || !isList) return {};
  const name = versions.written.split(/[[<>=!~]/)[0] ?? conflict.package;
  const result = replaceRequirement(repository.files.text(file) ?? '', name, { specifier: range });
  return fixFrom(`Raise ${name} to ${range}`, 'unsafe', file, result);
}
