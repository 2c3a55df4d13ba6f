import { readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pythonLines } from '../facts/python-lines.ts';
import { UsageError } from '../facts/usage-error.ts';
import { runProcess } from './process.ts';
import { fetchedPythonsFolder } from './tools/tool-cache.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A Python on this machine that was started once and answered. */
export interface Interpreter {
  /** The executable itself, outside any virtual environment. */
  readonly path: string;
  /** As X.Y.Z, as the interpreter itself says. */
  readonly version: string;
  /** As X.Y. */
  readonly line: string;
  readonly hasPip: boolean;
  /** True when it can put pip into a virtual environment; Debian keeps that in python3-venv. */
  readonly hasEnsurePip: boolean;
}

/** The interpreter that a build uses. */
export interface ChosenInterpreter extends Interpreter {
  /**
   * The version the platform would run, when this one only stands in for it; undefined when they
   * are the same.
   */
  readonly standInFor: string | undefined;
  /** True when the stand-in is of another minor line: what installs and runs may then differ. */
  readonly otherLine: boolean;
}

/** Seconds an interpreter may take to say its version; a broken shim hangs or fails. */
const ANSWER_TIMEOUT_MS = 10_000;

const QUESTION = `
import importlib.util, json, sys, ssl, venv, zlib
base = getattr(sys, "_base_executable", None) or sys.executable
has = [importlib.util.find_spec(name) is not None for name in ("pip", "ensurepip")]
print(json.dumps([base, list(sys.version_info[:3]), sys.version_info[3], *has]))
`;

/**
 * The usable interpreters of the lines that the platform builds: pyenv's versions, uv's, those of
 * the tool cache, then `python3.X` on PATH; newest version first. Each was started; one that cannot import ssl, venv and
 * zlib, or is a pre-release, is left out.
 */
export async function findInterpreters(
  env: Environment = process.env,
): Promise<readonly Interpreter[]> {
  const candidates = [
    ...pyenvExecutables(env),
    ...(await uvExecutables(env)),
    ...fetchedExecutables(env),
    ...pathExecutables(env),
  ];
  const distinct = new Map<string, string>();
  for (const path of candidates) {
    const real = resolved(path);
    if (real !== undefined && !distinct.has(real)) distinct.set(real, path);
  }
  const answers = await Promise.all([...distinct.values()].map((path) => ask(path)));
  const found = new Map<string, Interpreter>();
  for (const answer of answers) {
    if (answer !== undefined && !found.has(answer.path)) found.set(answer.path, answer);
  }
  return [...found.values()].sort((a, b) => compareVersions(b.version, a.version));
}

/**
 * Returns the interpreter for a version given as X.Y.Z: the same patch, else the newest of the same
 * line, else the nearest supported line (the newer of two equally near). Throws a UsageError when
 * there is none, or with `strict` none of that line.
 */
export function chooseInterpreter(
  wanted: string,
  options: { readonly strict: boolean; readonly interpreters: readonly Interpreter[] },
): ChosenInterpreter {
  const line = wanted.split('.').slice(0, 2).join('.');
  const { interpreters } = options;
  const sameLine = interpreters.filter((one) => one.line === line);
  const exact = sameLine.find((one) => one.version === wanted) ?? sameLine[0];
  if (exact !== undefined)
    return {
      ...exact,
      standInFor: exact.version === wanted ? undefined : wanted,
      otherLine: false,
    };
  const nearest = [...interpreters].sort(
    (a, b) => distance(a.line, line) - distance(b.line, line),
  )[0];
  if (nearest !== undefined && !options.strict)
    return { ...nearest, standInFor: wanted, otherLine: true };
  const lines = pythonLines().map((one) => one.line);
  const installed = interpreters.map((one) => `${one.version}  ${one.path}`);
  throw new UsageError(`Python ${line} is not installed here, and this build needs it`, {
    evidence:
      installed.length > 0
        ? ['Installed, of the lines that Heroku builds:', ...installed]
        : [`No Python from ${lines[0]} to ${lines.at(-1)} was found.`],
    next: [
      `Install it with one of these, then run the command again:`,
      ...installCommands(line).map((one) => `  ${one}`),
    ],
  });
}

/** The commands that install a line (X.Y) of Python here, one per way. */
export function installCommands(line: string): readonly string[] {
  return [`uv python install ${line}`, `pyenv install ${line}`];
}

function distance(line: string, wanted: string): number {
  const difference = Number(line.split('.')[1]) - Number(wanted.split('.')[1]);
  return Math.abs(difference) - (difference > 0 ? 0.5 : 0);
}

function isSupportedLine(line: string): boolean {
  return pythonLines().some((one) => one.line === line);
}

/** pyenv's shims answer only for versions that are switched on, so its folder is read instead. */
function pyenvExecutables(env: Environment): readonly string[] {
  const versions = join(env.PYENV_ROOT || join(env.HOME || homedir(), '.pyenv'), 'versions');
  return names(versions)
    .map((name) => ({ name, line: /^(\d+\.\d+)\.\d+$/.exec(name)?.[1] }))
    .filter(({ line }) => line !== undefined && isSupportedLine(line))
    .map(({ name, line }) => join(versions, name, 'bin', `python${line}`));
}

/** What `fetchPython` has put into the tool cache. */
function fetchedExecutables(env: Environment): readonly string[] {
  const folder = fetchedPythonsFolder(env);
  return names(folder)
    .map((name) => ({ name, line: /^cpython-(\d+\.\d+)\.\d+-/.exec(name)?.[1] ?? '' }))
    .filter(({ line }) => isSupportedLine(line))
    .map(({ name, line }) => join(folder, name, 'bin', `python${line}`));
}

async function uvExecutables(env: Environment): Promise<readonly string[]> {
  const uv = searchPath(env)
    .map((folder) => join(folder, 'uv'))
    .find((path) => resolved(path) !== undefined);
  if (uv === undefined) return [];
  const result = await runProcess({
    file: uv,
    args: [
      'python',
      'list',
      '--only-installed',
      '--offline',
      '--no-config',
      '--output-format',
      'json',
    ],
    cwd: '/',
    env: { PATH: env.PATH ?? '', HOME: env.HOME ?? homedir() },
    timeoutMs: ANSWER_TIMEOUT_MS,
  }).catch(() => undefined);
  if (result?.exitCode !== 0) return [];
  try {
    const listed = JSON.parse(result.stdout) as { path?: unknown; version?: unknown }[];
    return listed
      .filter(
        (one) =>
          typeof one.version === 'string' &&
          isSupportedLine(one.version.split('.').slice(0, 2).join('.')),
      )
      .flatMap((one) => (typeof one.path === 'string' ? [one.path] : []));
  } catch {
    return [];
  }
}

function pathExecutables(env: Environment): readonly string[] {
  // A shim decides at run time which Python it is; the real ones were found above.
  const folders = searchPath(env).filter((folder) => !/[/\\]shims\/?$/.test(folder));
  const wanted = [
    ...pythonLines()
      .map(({ line }) => `python${line}`)
      .reverse(),
    'python3',
  ];
  return wanted.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function searchPath(env: Environment): readonly string[] {
  return (env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
}

async function ask(path: string): Promise<Interpreter | undefined> {
  const result = await runProcess({
    file: path,
    args: ['-I', '-c', QUESTION],
    cwd: '/',
    env: {},
    timeoutMs: ANSWER_TIMEOUT_MS,
  }).catch(() => undefined);
  if (result?.exitCode !== 0) return undefined;
  const [base, numbers, level, hasPip, hasEnsurePip] = JSON.parse(result.stdout) as [
    string,
    number[],
    string,
    boolean,
    boolean,
  ];
  const line = numbers.slice(0, 2).join('.');
  if (level !== 'final' || !isSupportedLine(line)) return undefined;
  return { path: base, version: numbers.join('.'), line, hasPip, hasEnsurePip };
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return (
    (left ?? [])
      .map((part, at) => part - (right?.[at] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
