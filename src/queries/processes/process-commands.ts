import { type ProcessWrapper, wrapperOf } from '../../facts/process-wrappers.ts';
import { type ProcessType, parseProcfile } from '../../project/procfile.ts';
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
  /** Programs such as `bin/start-pgbouncer` that the line puts in front, the outermost first. */
  readonly wrappers: readonly WrapperCall[];
  /** The whole call. */
  readonly at: SourceRange;
}

/** A wrapper in front of a program; `at` ends where the rest of the command begins. */
export interface WrapperCall {
  readonly wrapper: ProcessWrapper;
  /** The program as written, such as `bin/start-pgbouncer`. */
  readonly program: ShellWord;
  readonly at: SourceRange;
}

/** Programs that start the lines of a Procfile, their own or another. */
const MANAGERS = new Set(['honcho', 'foreman', 'overmind', 'hivemind', 'forego', 'shoreman']);

const SEPARATORS = /^(&&|\|\||[;|&])/;
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
  return process === undefined
    ? []
    : callsOf(process).flatMap((call) => startedByManager(repository, call) ?? [call]);
}

/** The program calls of every process type that counts, in the order of the Procfile. */
export function allProcessCalls(repository: Repository): ProgramCall[] {
  return [...(repository.procfile?.processTypes.keys() ?? [])].flatMap((name) =>
    processCalls(repository, name),
  );
}

/**
 * What `honcho start -f Procfile.web` and its like start, as calls of the process type that starts
 * them; undefined for any other call, and for one that would start itself.
 */
function startedByManager(repository: Repository, call: ProgramCall): ProgramCall[] | undefined {
  if (!MANAGERS.has(call.program)) return undefined;
  const words = call.args.map(({ text }) => text);
  const option = words.findIndex((text) => /^(-f|--procfile)(=|$)/.test(text));
  const joined = /=(.+)/.exec(words[option] ?? '')?.[1];
  const valueAt = option >= 0 && joined === undefined ? option + 1 : -1;
  const path = option < 0 ? 'Procfile' : (joined ?? words[valueAt] ?? '').replace(/^\.\//, '');
  const named = new Set(
    words.filter((text, index) => index !== valueAt && /^\w/.test(text) && text !== 'start'),
  );
  const lines = [...parseProcfile(repository.files.text(path) ?? '', path).processTypes.values()]
    .filter(({ name }) => named.size === 0 || named.has(name))
    .filter(({ name }) => path !== 'Procfile' || name !== call.processType);
  if (lines.length === 0) return undefined;
  return lines.flatMap((line) =>
    callsOf({ ...line, name: call.processType }).filter(({ program }) => !MANAGERS.has(program)),
  );
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
  const wrappers: WrapperCall[] = [];
  for (;;) {
    const word = words[index]?.text ?? '';
    const next = words[index + 1]?.text;
    const wrapped = wrapperOf(words.slice(index).map(({ text }) => text));
    if (/^[A-Za-z_]\w*=/.test(word)) index += 1;
    else if (wrapped !== undefined) {
      const { wrapper, length } = wrapped;
      const { at, ...rest } = words[index]!;
      const end = words[index + length]?.at.start ?? last.at.end;
      wrappers.push({ wrapper, program: { at, ...rest }, at: { ...at, end } });
      index += length;
    } else if (RUNNERS.has(word) && next === 'run') {
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
    wrappers,
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
