import type { Feature } from '../../facts/features.ts';
import type { Repository } from '../../project/repository.ts';
import { isAtLeast } from '../../queries/packages/django-version.ts';
import { admittedPython } from '../../queries/python-version/python-versions.ts';
import { djangoSeries, newestSeriesFor, pythonLinesFor } from '../packages/django-series.ts';
import { declaresDriver } from '../packages/drivers.ts';
import { rivalManagers } from '../packages/one-package-manager.ts';
import { READING_PACKAGES } from '../settings/config-reader.ts';
import { readingStyle } from '../settings/env-lookup-style.ts';
import { splitsCleanly } from '../settings/nest-settings-file.ts';
import { isOurBranch } from '../settings/production.ts';
import { ANSWER_FIELDS, type AnswerField, type AnswerName, type Answers } from './answers.ts';
import { defaultExtras } from './default-features.ts';
import { herokuAppName } from './heroku-app-name.ts';

/** A question as both doors ask it. */
export interface Question {
  /** Name of the answer; what is asked beside the answers has a name of its own. */
  readonly name: string;
  readonly kind: AnswerField['kind'] | 'choices';
  readonly message: string;
  /** The values ticked beforehand, for `choices`. */
  readonly default: string | number | boolean | readonly string[];
  /** Undefined for free text and switches. */
  readonly choices: readonly { readonly value: string; readonly name: string }[] | undefined;
}

/** The lines of a question of kind `choices`, those of its default ticked. */
export function ticked(
  choices: NonNullable<Question['choices']>,
  initial: Question['default'],
): { readonly value: string; readonly name: string; readonly checked: boolean }[] {
  return choices.map((choice) => ({
    ...choice,
    checked: Array.isArray(initial) && initial.includes(choice.value),
  }));
}

/** A question whose answer is one field of the answers. */
export type AnswerQuestion = Question & { readonly name: AnswerName };

/**
 * The answers that fit the project as it is; `pythonLines` are the lines with an interpreter on
 * this machine (3.13), the newest first.
 */
export function defaultAnswers(repository: Repository, pythonLines: readonly string[]): Answers {
  const djangoProject = repository.djangoProject;
  return {
    project: djangoProject?.root || '.',
    settings: isBranching(repository) || !canSplit(repository) ? 'single' : 'split',
    environment: readingStyle(repository),
    database: ['psycopg2', 'psycopg2-binary'].some((name) => repository.dependencies.declares(name))
      ? 'psycopg2'
      : 'psycopg',
    pythonVersionFile: '.python-version',
    pythonVersion: defaultPythonLine(repository, pythonLines),
    hstsSeconds: 3600,
    appName: herokuAppName(djangoProject?.package?.split('.')[0] ?? 'app'),
    ...defaultExtras(repository),
  };
}

/**
 * True when a project is left with one settings file by default because splitting it would leave
 * work to a person.
 */
export function staysOneFile(repository: Repository, defaults: Answers): boolean {
  return defaults.settings === 'single' && !isBranching(repository);
}

/**
 * True when the one settings file branches on ENVIRONMENT already, as `--settings single` writes
 * it.
 */
function isBranching(repository: Repository): boolean {
  const file = repository.djangoProject?.production?.file;
  return file !== undefined && isOurBranch(repository.files.text(file) ?? '');
}

/**
 * True when splitting the one settings file would leave nothing to mend by hand; a file that does
 * not parse is reported elsewhere.
 */
function canSplit(repository: Repository): boolean {
  const settings = repository.djangoProject?.production;
  if (
    settings?.file === undefined ||
    settings.failure !== undefined ||
    repository.djangoProject?.settingsArePackage
  )
    return true;
  return splitsCleanly(repository, settings.module, settings.file);
}

/**
 * The line that the project names, if the build takes it and its Django runs on it; else the newest
 * common line, one with an interpreter here before others.
 */
function defaultPythonLine(repository: Repository, pythonLines: readonly string[]): string {
  const lines = suitedLines(repository);
  const named = [...repository.pythonVersion.files.values()].map(
    ({ lines: [first] }) => /(\d+\.\d+)/.exec(first?.text ?? '')?.[1],
  );
  const kept = named.find(
    (line) => line !== undefined && (lines.includes(line) || isOpen(repository, line)),
  );
  return kept ?? lines.find((line) => pythonLines.includes(line)) ?? lines[0]!;
}

/**
 * The lines that its Django runs on and that pyproject.toml does not exclude, the newest first;
 * those of its Django when none would be left.
 */
function suitedLines(repository: Repository): readonly string[] {
  const lines = pythonLinesFor(djangoSeries(repository));
  const allowed = lines.filter((line) => admittedPython(repository.files, line) !== undefined);
  return allowed.length === 0 ? lines : allowed;
}

/** True when Django is declared without a bound, so that a series for that line can be chosen. */
function isOpen(repository: Repository, line: string): boolean {
  const django = repository.dependencies.find('django');
  return django?.specifier === '' && pythonLinesFor(newestSeriesFor(line)).includes(line);
}

/**
 * The questions worth asking: those that the plan depends on for this project, without the ones
 * already answered.
 */
export function questionsFor(
  repository: Repository,
  defaults: Answers,
  given: Partial<Answers>,
  includes: (entry: Feature) => boolean,
): readonly AnswerQuestion[] {
  const djangoProject = repository.djangoProject;
  const isOneFile =
    djangoProject !== undefined && !djangoProject.settingsArePackage && !isBranching(repository);
  // A library that the settings use is used on; one that is only declared may be meant for them.
  const isUndecided =
    defaults.environment === 'plain' &&
    Object.values(READING_PACKAGES).some((name) => repository.dependencies.declares(name));
  const asks: Readonly<Partial<Record<AnswerName, boolean>>> = {
    project: false,
    packageManager: includes('dependencies') && rivalManagers(repository).length > 1,
    settings: includes('settings') && isOneFile,
    environment: includes('secrets') && isOneFile && isUndecided,
    database: includes('dependencies') && !declaresDriver(repository.dependencies),
    pythonVersionFile: false,
    pythonVersion:
      includes('python-version') &&
      repository.pythonVersion.files.get('.python-version') === undefined,
    hstsSeconds: false,
    appName:
      includes('app-json') && repository.appJson === undefined && !repository.files.has('app.json'),
  };
  return ANSWER_FIELDS.filter(
    (field) =>
      asks[field.name] === true && field.question !== undefined && given[field.name] === undefined,
  ).map((field) => ({
    name: field.name,
    kind: field.name === 'pythonVersion' ? 'choice' : field.kind,
    message: field.question!,
    default: defaults[field.name] ?? rivalManagers(repository)[0]?.id ?? '',
    choices: choicesFor(repository, field),
  }));
}

/** What a question offers: for some only what suits the project. */
function choicesFor(repository: Repository, field: AnswerField): Question['choices'] {
  if (field.name === 'pythonVersion')
    return suitedLines(repository).map((line) => ({ value: line, name: line }));
  if (field.name === 'packageManager')
    return rivalManagers(repository).map(({ id, lockfile }) => ({
      value: id,
      name: `${id} (${lockfile})`,
    }));
  return choicesOf(field);
}

function choicesOf({ values, choices }: AnswerField): Question['choices'] {
  return values?.flatMap((value) =>
    choices?.[value] === undefined ? [] : [{ value, name: `${value}: ${choices[value]}` }],
  );
}

const EXTRAS = ANSWER_FIELDS.filter(({ extra }) => extra !== undefined);

/**
 * The one question about everything beyond what each app needs: its answer is the list of the
 * fields that are ticked. Undefined when it was asked before (a project that has its Procfile was
 * asked, or did without), or when flags decide all of it.
 */
export function extrasQuestion(
  repository: Repository,
  defaults: Answers,
  given: Partial<Answers>,
): Question | undefined {
  const open = EXTRAS.filter(
    ({ name }) => given[name] === undefined && !isRefused(repository, name),
  );
  if (repository.procfile !== undefined || open.length === 0) return undefined;
  const isThere = (field: AnswerField): boolean => defaults[field.name] !== offValue(field);
  return {
    name: 'extras',
    kind: 'choices',
    message: 'What else should production have?',
    default: open.filter(isThere).map(({ name }) => name),
    choices: open.map((field) => ({
      value: field.name,
      name: isThere(field)
        ? `${field.extra!.label} (in the project already; it is kept either way)`
        : field.extra!.label,
    })),
  };
}

/** True for what `init` would only decline: a policy needs Django 6.0, or django-csp. */
function isRefused(repository: Repository, name: AnswerName): boolean {
  return (
    name === 'csp' &&
    !isAtLeast(djangoSeries(repository), '6.0') &&
    !repository.dependencies.declares('django-csp')
  );
}

/**
 * The answers that the ticked lines give, and the questions that some of them open. What flags
 * decided is left out.
 */
export function answersOfExtras(
  ticked: readonly string[],
  defaults: Answers,
  given: Partial<Answers>,
): { readonly answers: Partial<Answers>; readonly questions: readonly AnswerQuestion[] } {
  const open = EXTRAS.filter(({ name }) => given[name] === undefined);
  const onValue = (field: AnswerField): unknown =>
    defaults[field.name] === offValue(field) ? field.extra!.on : defaults[field.name];
  const answers = open.map(
    (field) =>
      [field.name, ticked.includes(field.name) ? onValue(field) : offValue(field)] as const,
  );
  const questions = open
    .filter((field) => ticked.includes(field.name) && field.question !== undefined)
    .map((field) => ({
      name: field.name,
      kind: field.kind,
      message: field.question!,
      default: String(onValue(field)),
      choices: choicesOf(field),
    }));
  return { answers: Object.fromEntries(answers) as Partial<Answers>, questions };
}

/** The value of an extra that is not wanted: the first of its choices, or false. */
function offValue({ values }: AnswerField): string | boolean {
  return values?.[0] ?? false;
}
