import type { RuleGroup } from '../check/rule.ts';
import type { Entry } from '../scaffold/plan.ts';

/** One exercise of the workshop. Its text stands in `templates/exercises/<text>.md`. */
export interface Exercise {
  /** 1 to 14, the order in which they are done. */
  readonly number: number;
  readonly title: string;
  readonly text: string;
  /** The groups whose rules must find no error and no warning. `all` means every group, errors only. */
  readonly judgedBy: readonly RuleGroup[] | 'all';
  /** Phases of a rehearsal that may still fail, where the exercise asks for one; undefined where it does not. */
  readonly rehearsal: { readonly mayFail: readonly string[] } | undefined;
  /** The entries of the scaffold that solve it; empty where only the person can. */
  readonly solvedBy: readonly Entry[];
}

/** The fourteen exercises in their order, which is that of the PyCon 2020 workshop "From Project to Productionized", continued to what it left open. */
export const EXERCISES: readonly Exercise[] = [
  exercise(1, 'A repository that holds source and nothing else', '01-repository', ['repository'], ['gitignore']),
  exercise(2, 'One settings file becomes a package', '02-settings', ['settings'], ['settings']),
  exercise(3, 'Static files without a web server in front', '03-static-files', ['static-files'], ['static-files']),
  exercise(4, 'Production settings that refuse to guess', '04-secrets', ['secrets'], ['secrets', 'env-example']),
  exercise(5, 'The database is an address', '05-database', ['database'], ['database', 'dependencies']),
  exercise(6, 'Dependencies said out loud', '06-dependencies', ['dependencies'], ['dependencies']),
  exercise(7, 'The Python version is part of the app', '07-python-version', ['python-version'], ['python-version']),
  exercise(8, 'A process type for the web', '08-processes', ['processes'], ['procfile', 'gunicorn']),
  exercise(9, 'Work that belongs to the release', '09-release', ['release'], ['procfile']),
  exercise(10, 'The app and its configuration', '10-app-json', ['app-json'], ['app-json']),
  exercise(11, 'Attached resources', '11-add-ons', ['add-ons'], ['app-json']),
  // The deploy check asks for what the last exercise teaches.
  exercise(12, 'The first deploy, rehearsed', '12-first-deploy', 'all', [], { mayFail: ['check'] }),
  exercise(13, 'More than one of everything, and seeing what happens', '13-logging-and-scale', ['logging-and-scale'], ['logging']),
  exercise(14, 'Hardening', '14-hardening', ['hardening'], ['https'], { mayFail: [] }),
];

/** Rules that judge a later exercise than their group does, because what mends them comes later. */
export const JUDGED_ELSEWHERE: Readonly<Record<string, number>> = {
  'allowed-hosts-any': 4,
  'allowed-hosts-blank-item': 4,
  'allowed-hosts-empty': 4,
  'debug-on': 4,
  'debug-text': 4,
  'driver-undeclared': 5,
  'gunicorn-undeclared': 8,
  'whitenoise-undeclared': 3,
};

/** Rules whose hints count, too: here they are what the exercise is about. */
export const HINTS_THAT_COUNT: ReadonlySet<string> = new Set([
  'connection-age-missing',
  'database-tls-missing',
  'hsts-missing',
  'static-storage-plain',
]);

function exercise(
  number: number,
  title: string,
  text: string,
  judgedBy: Exercise['judgedBy'],
  solvedBy: readonly Entry[],
  rehearsal?: Exercise['rehearsal'],
): Exercise {
  return { number, title, text, judgedBy, solvedBy, rehearsal };
}
