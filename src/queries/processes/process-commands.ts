import type { ProcessType } from '../../project/procfile.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** One word of a command as the shell sees it, quotes removed, with its range in the file. */
export interface ShellWord {
  readonly text: string;
  readonly at: SourceRange;
}

/** One program call of a command line: what stands between `&&`, `||`, `;` and `|`. */
export interface ProgramCall {
  readonly processType: string;
  /** The program itself, without folder, such as `gunicorn`. */
  readonly program: string;
  readonly programAt: SourceRange;
  readonly args: readonly ShellWord[];
  /** `uv run`, `poetry run`, `pipenv run` in front of the program, if one is. */
  readonly runner: { readonly name: string; readonly at: SourceRange } | undefined;
  /** The whole call. */
  readonly at: SourceRange;
}

const SEPARATORS = /^(&&|\|\||[;|&])/;
const WRAPPERS = new Set([
  'exec',
  'time',
  'nice',
  'nohup',
  'env',
  'ddtrace-run',
  'opentelemetry-instrument',
  'scout-apm',
]);
const RUNNERS = new Set(['uv', 'poetry', 'pipenv']);

/**
 * The program calls of one process type, in order. Shell text inside `sh -c "…"` is looked into;
 * scripts of the project are not.
 */
export function callsOf(process: ProcessType): ProgramCall[] {
  return callsIn(process.name, process.command, process.commandAt.file, process.commandAt.start);
}

/**
 * The program calls of a process type of the project's Procfile; none when there is no such process
 * type.
 */
export function processCalls(repository: Repository, processType: string): ProgramCall[] {
  const process = repository.procfile?.processTypes.get(processType);
  return process === undefined ? [] : callsOf(process);
}

/**
 * The word that follows `manage.py` or `django-admin`, such as `migrate`, when the call is a
 * management command.
 */
export function managementCommand(call: ProgramCall): ShellWord | undefined {
  if (call.program === 'manage.py' || /^django-admin(\.py)?$/.test(call.program))
    return call.args[0];
  if (!/^python[\d.]*$/.test(call.program)) return undefined;
  const script = call.args.findIndex(
    ({ text }) => /(^|\/)manage\.py$/.test(text) || text === 'django',
  );
  return script < 0 ? undefined : call.args[script + 1];
}

function callsIn(processType: string, text: string, file: string, offset: number): ProgramCall[] {
  return simpleCommands(text, file, offset).flatMap((words) => {
    const call = readCall(processType, words);
    if (call === undefined) return [];
    const script = /^(ba|da|z)?sh$/.test(call.program) ? shellScript(call.args) : undefined;
    return script === undefined
      ? [call]
      : callsIn(processType, script.text, file, script.at.start + 1);
  });
}

function shellScript(args: readonly ShellWord[]): ShellWord | undefined {
  const option = args.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  return option < 0 ? undefined : args[option + 1];
}

function readCall(processType: string, words: readonly ShellWord[]): ProgramCall | undefined {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let index = 0;
  let runner: ProgramCall['runner'];
  for (;;) {
    const word = words[index]?.text ?? '';
    const next = words[index + 1]?.text;
    if (/^[A-Za-z_]\w*=/.test(word) || WRAPPERS.has(word)) index += 1;
    else if (word === 'newrelic-admin' && next === 'run-program') index += 2;
    else if (RUNNERS.has(word) && next === 'run') {
      runner = { name: `${word} run`, at: { ...words[index]!.at, end: words[index + 1]!.at.end } };
      index += 2;
      while (words[index]?.text.startsWith('--')) index += 1;
    } else if (/^python[\d.]*$/.test(word) && next === '-m' && words[index + 2]?.text !== 'django')
      index += 2;
    else break;
  }
  const program = words[index];
  if (program === undefined) return undefined;
  return {
    processType,
    program: program.text.replace(/^.*\//, ''),
    programAt: program.at,
    args: words.slice(index + 1),
    runner,
    at: { file: first.at.file, start: first.at.start, end: last.at.end },
  };
}

function simpleCommands(text: string, file: string, offset: number): ShellWord[][] {
  const commands: ShellWord[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const separator = SEPARATORS.exec(text.slice(at, at + 2))?.[0];
    if (/[\s()]/.test(text[at]!)) at += 1;
    else if (separator !== undefined) {
      commands.push([]);
      at += separator.length;
    } else {
      const end = endOfWord(text, at);
      const word = {
        text: unquote(text.slice(at, end)),
        at: { file, start: offset + at, end: offset + end },
      };
      commands.at(-1)!.push(word);
      at = end;
    }
  }
  return commands.filter((words) => words.length > 0);
}

function endOfWord(text: string, from: number): number {
  let quote = '';
  let at = from;
  for (; at < text.length; at += 1) {
    const unit = text[at]!;
    if (quote !== '') {
      if (unit === quote) quote = '';
      else if (unit === '\\' && quote === '"') at += 1;
    } else if (unit === '\\') at += 1;
    else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '$' && text[at + 1] === '{') at = Math.max(text.indexOf('}', at), at);
    else if (/[\s;|)]/.test(unit) || (unit === '&' && text[at - 1] !== '>')) break;
  }
  return Math.min(Math.max(at, from + 1), text.length);
}

function unquote(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
    (_all, double?: string, single?: string, escaped?: string) => double ?? single ?? escaped ?? '',
  );
}
