import { pushedBytes } from '../../project/git/pushed-bytes.ts';
import type { ProcessType } from '../../project/procfile.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { callsOf, type ProgramCall } from './process-commands.ts';

/** A file of the repository that a build or a dyno runs as a script. */
export interface Script {
  readonly path: string;
  /** Where it is named; the start of the file itself for a hook of the buildpack. */
  readonly at: SourceRange;
  /**
   * What runs it: the system, by its mode and its first line; the buildpack, which makes it
   * executable first; or a program that is given the file, such as `bash`.
   */
  readonly runBy: 'system' | 'buildpack' | 'bash' | 'sh' | 'other';
}

/** What the Python buildpack runs if it is there. Source: build rules 12.1; read 2026-11-30. */
const HOOKS = ['bin/pre_compile', 'bin/post_compile'];

/** Scripts named in a script by a path: `./x.sh`, `bin/x`, `bash x.sh`, at the start of a line. */
const CALLED =
  /^[ \t]*(?:exec[ \t]+)?(?:(?<shell>bash|sh|source|\.)[ \t]+)?(?<path>(?:\.\/)?[\w-]+(?:\/[\w.-]+)*\/?[\w-]*(?:\.\w+)?)(?=[ \t\r\n;&|]|$)/gm;

/**
 * The scripts of the repository that the Procfile, the release, app.json and the hooks of the
 * buildpack run, and those that these run in turn; each once.
 */
export function scripts(repository: Repository): Script[] {
  const { files, procfile, appJson } = repository;
  const postdeploy = appJson?.postdeploy;
  const named = [
    ...(procfile?.processTypes.values() ?? []),
    ...(postdeploy === undefined ? [] : [asProcess(postdeploy.value, postdeploy.at)]),
  ].flatMap((process) =>
    callsOf(process).flatMap((call) => {
      const script = scriptOf(repository, call, process);
      return script === undefined ? [] : [script];
    }),
  );
  const hooks = HOOKS.filter((path) => files.has(path)).map(
    (path): Script => ({ path, at: { file: path, start: 0, end: 0 }, runBy: 'buildpack' }),
  );
  const found = new Map<string, Script>();
  const waiting = [...hooks, ...named].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next.path)) continue;
    found.set(next.path, next);
    waiting.push(...calledIn(repository, next.path));
  }
  return [...found.values()];
}

/** The text of a script as git pushes it, as far as that can be told; outside git, as it is. */
export function pushedText(repository: Repository, path: string): string | undefined {
  const { git, files } = repository;
  const bytes = git === undefined ? files.bytes(path) : pushedBytes(repository, path);
  return bytes && Buffer.from(bytes).toString('utf8');
}

function asProcess(command: string, at: SourceRange): ProcessType {
  return { name: 'postdeploy', command, at, commandAt: { ...at, start: at.start + 1 } };
}

function scriptOf(
  { files }: Repository,
  call: ProgramCall,
  process: ProcessType,
): Script | undefined {
  const { programAt, args, program } = call;
  const from = programAt.start - process.commandAt.start;
  const written = process.command.slice(from, from + programAt.end - programAt.start);
  const path = inRepository(written);
  if (written.includes('/') && files.has(path)) return { path, at: programAt, runBy: 'system' };
  const given = args.find(({ text }) => !text.startsWith('-'));
  if (given === undefined || !files.has(inRepository(given.text))) return undefined;
  if (!/^(bash|sh|source|\.|python[\d.]*)$/.test(program)) return undefined;
  const runBy = program === 'sh' ? 'sh' : /^python/.test(program) ? 'other' : 'bash';
  return { path: inRepository(given.text), at: given.at, runBy };
}

function calledIn({ files }: Repository, path: string): Script[] {
  const text = files.text(path) ?? '';
  if (!/^#!.*\b(ba|da)?sh\b/.test(text) && !/\.sh$/.test(path)) return [];
  return [...text.matchAll(CALLED)].flatMap(({ 0: whole, index, groups }): Script[] => {
    const written = groups?.path ?? '';
    const called = inRepository(written);
    const shell = groups?.shell;
    if (!files.has(called) || called === path || (shell === undefined && !written.includes('/')))
      return [];
    const end = index + whole.length;
    const runBy = shell === undefined ? 'system' : shell === 'sh' ? 'sh' : 'bash';
    return [{ path: called, at: { file: path, start: end - written.length, end }, runBy }];
  });
}

/** A dyno starts its processes in /app, which is the root of the repository. */
function inRepository(written: string): string {
  return written.replace(/^["']|["']$/g, '').replace(/^(\/app\/|\$HOME\/|(\.\/)+)/, '');
}
