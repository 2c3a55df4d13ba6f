import type { Project } from '../project/project.ts';
import { ANSWER_FIELDS, type AnswerField, type AnswerName, type Answers } from './answers.ts';
import { djangoSeries, newestSeriesFor, pythonLinesFor } from './django-series.ts';
import { splitsCleanly } from './move-down.ts';
import type { Entry } from './plan.ts';
import { isOurBranch } from './production.ts';

/** A question as both doors ask it. */
export interface Question {
  /** Name of the answer; what is asked beside the answers has a name of its own. */
  readonly name: string;
  readonly kind: AnswerField['kind'];
  readonly message: string;
  readonly default: string | number | boolean;
  /** Undefined for free text and switches. */
  readonly choices: readonly { readonly value: string; readonly name: string }[] | undefined;
}

/** The answers that fit the project as it is; `pythonLines` are the lines with an interpreter on this machine (3.13), the newest first. */
export function defaultAnswers(project: Project, pythonLines: readonly string[]): Answers {
  const site = project.site;
  return {
    site: site?.root || '.',
    settings: isBranching(project) || !canSplit(project) ? 'single' : 'split',
    environment: 'plain',
    database: ['psycopg2', 'psycopg2-binary'].some((name) => project.dependencies.declares(name)) ? 'psycopg2' : 'psycopg',
    pythonVersionFile: '.python-version',
    pythonVersion: defaultPythonLine(project, pythonLines),
    hstsSeconds: 3600,
    appName: site?.package?.split('.')[0] ?? 'app',
    health: false,
  };
}

/** True when a project is left with one settings file by default because splitting it would leave work to a person. */
export function staysOneFile(project: Project, defaults: Answers): boolean {
  return defaults.settings === 'single' && !isBranching(project);
}

/** True when the one settings file branches on ENVIRONMENT already, as `--settings single` writes it. */
function isBranching(project: Project): boolean {
  const file = project.site?.production?.file;
  return file !== undefined && isOurBranch(project.files.text(file) ?? '');
}

/** True when splitting the one settings file would leave nothing to mend by hand; a file that does not parse is reported elsewhere. */
function canSplit(project: Project): boolean {
  const settings = project.site?.production;
  if (settings?.file === undefined || settings.failure !== undefined || project.site?.settingsArePackage) return true;
  return splitsCleanly(project, settings.module, settings.file);
}

/** The line that the project names, if the build takes it and its Django runs on it; else the newest common line, one with an interpreter here before others. */
function defaultPythonLine(project: Project, pythonLines: readonly string[]): string {
  const lines = pythonLinesFor(djangoSeries(project));
  const named = [...project.pythonVersion.files.values()].map(({ lines: [first] }) => /(\d+\.\d+)/.exec(first?.text ?? '')?.[1]);
  const kept = named.find((line) => line !== undefined && (lines.includes(line) || isOpen(project, line)));
  return kept ?? lines.find((line) => pythonLines.includes(line)) ?? lines[0]!;
}

/** True when Django is declared without a bound, so that a series for that line can be chosen. */
function isOpen(project: Project, line: string): boolean {
  const django = project.dependencies.find('django');
  return django?.specifier === '' && pythonLinesFor(newestSeriesFor(line)).includes(line);
}

/** The questions worth asking: those that the plan depends on for this project, without the ones already answered. */
export function questionsFor(
  project: Project,
  defaults: Answers,
  given: Partial<Answers>,
  includes: (entry: Entry) => boolean,
): readonly (Question & { readonly name: AnswerName })[] {
  const site = project.site;
  const isOneFile = site !== undefined && !site.settingsArePackage && !isBranching(project);
  const readsNothing = !project.dependencies.declares('django-environ');
  const asks: Readonly<Record<AnswerName, boolean>> = {
    site: false,
    settings: includes('settings') && isOneFile,
    environment: includes('secrets') && isOneFile && !readsNothing,
    database: includes('dependencies') && !isDriverDeclared(project),
    pythonVersionFile: false,
    pythonVersion: includes('python-version') && project.pythonVersion.files.get('.python-version') === undefined,
    hstsSeconds: false,
    appName: includes('app-json') && project.appJson === undefined && !project.files.has('app.json'),
    // Once is enough: a project that has its Procfile was asked, or did without.
    health: includes('health') && project.procfile === undefined,
  };
  return ANSWER_FIELDS.filter((field) => asks[field.name] && field.question !== undefined && given[field.name] === undefined).map(
    (field) => ({
      name: field.name,
      kind: field.name === 'pythonVersion' ? 'choice' : field.kind,
      message: field.question!,
      default: defaults[field.name],
      choices:
        field.name === 'pythonVersion'
          ? pythonLinesFor(djangoSeries(project)).map((line) => ({ value: line, name: line }))
          : field.values?.map((value) => ({ value, name: `${value}: ${field.choices?.[value] ?? ''}` })),
    }),
  );
}

function isDriverDeclared(project: Project): boolean {
  return ['psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary'].some((name) => project.dependencies.declares(name));
}
