/** The package managers that a build installs with. */
type Manager = 'pip' | 'pipenv' | 'poetry' | 'uv';

/** What made a command fail, as its output tells it. */
export interface Cause {
  readonly id: string;
  /** The situation in one sentence, with the names that the output gives. */
  readonly what: string;
  /** The lines of the output that show it. */
  readonly evidence: readonly string[];
  /** What to do, one step a line; commands are indented. */
  readonly remedy: readonly string[];
  /** True when this machine lacks something that Heroku has: nothing in the project is wrong. */
  readonly ofMachine?: boolean;
  /** Config vars that the code asked for in vain, by their own names. */
  readonly variables?: readonly string[];
}

/** What a command printed, and what is known of the project that it belongs to. */
export interface CommandOutput {
  readonly text: string;
  readonly manager?: Manager | undefined;
  /** The app's config vars, for a message that quotes a value. */
  readonly configVars?: Readonly<Record<string, string>> | undefined;
  /** The config vars that the settings read for a setting of Django. */
  readonly variablesOf?: ((setting: string) => readonly string[]) | undefined;
}

/** One row of the tables in this folder: a cause, and how to recognise it. */
export interface CauseRow {
  readonly id: string;
  /** Undefined for output that shows another cause, or none. */
  readonly find: (output: CommandOutput) => Omit<Cause, 'id'> | undefined;
}

/** Lines that a report shows of one cause. */
const MAX_EVIDENCE_LINES = 20;

/** The lines that match, each once, without the frames that pip, Poetry and uv draw around them. */
export function linesWith(text: string, pattern: RegExp): readonly string[] {
  const lines = text.split('\n').filter((line) => pattern.test(line));
  return [...new Set(lines.map(unframed))].slice(0, MAX_EVIDENCE_LINES);
}

/** The lines from the first match of `from` to the line before `until`, or to the end. */
export function paragraph(text: string, from: RegExp, until: RegExp): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => from.test(line));
  if (start === -1) return [];
  const length = lines.slice(start + 1).findIndex((line) => until.test(line));
  const end = length === -1 ? lines.length : start + 1 + length;
  const found = lines.slice(start, end).map((line) => line.trimEnd());
  return trimBlank(found).slice(0, MAX_EVIDENCE_LINES);
}

/** The command that declares a package with the project's package manager, indented. */
export function declareCommand(name: string, manager: Manager | undefined): string {
  if (manager === 'uv' || manager === 'poetry') return `  ${manager} add "${name}"`;
  return manager === 'pipenv'
    ? `  pipenv install "${name}"`
    : `  echo "${name}" >> requirements.txt`;
}

/** The file in which the package manager's requirements are written. */
export function requirementsFile(manager: Manager | undefined): string {
  if (manager === 'uv' || manager === 'poetry') return 'pyproject.toml';
  return manager === 'pipenv' ? 'the Pipfile' : 'requirements.txt';
}

/** The command that makes the lock of the package manager anew, indented; undefined for pip. */
export function lockCommand(manager: Manager | undefined): string | undefined {
  return manager === undefined || manager === 'pip' ? undefined : `  ${manager} lock`;
}

function unframed(line: string): string {
  return line.replace(/^[\s│|×╰─├▶>]+/u, '').trimEnd();
}

function trimBlank(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
}
