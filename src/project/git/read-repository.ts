import { type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readRegularText } from '../read-regular-file.ts';

/** Bytes of `packed-refs`: a hundred thousand branches and tags take about 7 MB. */
const MAX_REFERENCES_BYTES = 16_000_000;

/** A repository found around a folder, with the settings that its file list depends on. */
export interface GitRepository {
  /** Absolute path of the work tree's root. */
  readonly workTree: string;
  /**
   * The folder that holds `HEAD` and `index`: `.git`, or for a worktree or submodule the folder
   * that the file `.git` names.
   */
  readonly gitFolder: string;
  /**
   * The folder that holds `config` and `info/exclude`; another one than `gitFolder` only in a
   * worktree.
   */
  readonly sharedFolder: string;
  readonly hashBytes: 20 | 32;
  readonly ignoresCase: boolean;
  /** The user's own ignore file, whether or not it is there. */
  readonly globalIgnoreFile: string;
}

/**
 * The repository that a folder belongs to; undefined outside of one. Variables such as GIT_DIR are
 * not regarded.
 */
export function readGitRepository(folder: string): GitRepository | undefined {
  for (let workTree = resolve(folder); ; workTree = dirname(workTree)) {
    const gitFolder = gitFolderIn(workTree);
    if (gitFolder !== undefined) return describe(workTree, gitFolder);
    if (dirname(workTree) === workTree) return undefined;
  }
}

/** The branch that HEAD names, such as `main` or `feature/tls`; undefined when HEAD is detached. */
export function readBranch(repository: GitRepository): string | undefined {
  return /^ref: refs\/heads\/(.+)$/.exec(
    readRegularText(join(repository.gitFolder, 'HEAD'))?.trim() ?? '',
  )?.[1];
}

/**
 * The commit of HEAD in hexadecimal; undefined before the first one, and where git keeps its
 * references in a table (`reftable`).
 */
export function readHeadCommit(repository: GitRepository): string | undefined {
  const head = readRegularText(join(repository.gitFolder, 'HEAD'))?.trim() ?? '';
  const reference = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1];
  const text =
    reference === undefined || reference.split('/').includes('..')
      ? head
      : looseReference(repository, reference) || packedReference(repository, reference);
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}

function looseReference(
  { gitFolder, sharedFolder }: GitRepository,
  reference: string,
): string | undefined {
  return (
    readRegularText(join(gitFolder, reference)) ?? readRegularText(join(sharedFolder, reference))
  )?.trim();
}

function packedReference({ sharedFolder }: GitRepository, reference: string): string {
  const lines = (
    readRegularText(join(sharedFolder, 'packed-refs'), MAX_REFERENCES_BYTES) ?? ''
  ).split('\n');
  return lines.find((line) => line.endsWith(` ${reference}`))?.split(' ')[0] ?? '';
}

/**
 * Names of the remotes whose URL leads to Heroku. Source: Heroku Dev Center, "Deploying with Git";
 * read 2026-11-27.
 */
export function readHerokuRemotes(repository: GitRepository): string[] {
  const sections = (readRegularText(join(repository.sharedFolder, 'config')) ?? '').split(
    /^(?=[ \t]*\[)/m,
  );
  return sections.flatMap((section) => {
    const name = /^\s*\[\s*remote\s+"(.*)"\s*\]/i.exec(section)?.[1];
    return name !== undefined &&
      /^[ \t]*url\s*=\s*\S*\b(git\.heroku\.com\/|heroku\.com:)/im.test(section)
      ? [name]
      : [];
  });
}

function gitFolderIn(workTree: string): string | undefined {
  const path = join(workTree, '.git');
  const stat = statOf(path);
  if (stat === undefined) return undefined;
  const target = stat.isFile()
    ? /^gitdir: (.+)$/.exec(readRegularText(path)?.trim() ?? '')?.[1]
    : path;
  const folder = target && resolve(workTree, target);
  // An empty folder called .git is no repository for git either.
  return folder && statOf(join(folder, 'HEAD')) !== undefined ? folder : undefined;
}

/** What is at a path; undefined for nothing, a link in a circle, or what this user may not see. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function describe(workTree: string, gitFolder: string): GitRepository {
  const common = readRegularText(join(gitFolder, 'commondir'))?.trim();
  const sharedFolder = common === undefined ? gitFolder : resolve(gitFolder, common);
  const userFolder = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  const settings = new Map(
    [
      '/etc/gitconfig',
      join(userFolder, 'git/config'),
      join(homedir(), '.gitconfig'),
      join(sharedFolder, 'config'),
    ].flatMap((path) => [...parseConfig(readRegularText(path) ?? '')]),
  );
  return {
    workTree,
    gitFolder,
    sharedFolder,
    hashBytes: settings.get('extensions.objectformat') === 'sha256' ? 32 : 20,
    ignoresCase: /^(true|yes|on|1)$/i.test(settings.get('core.ignorecase') ?? ''),
    globalIgnoreFile:
      userPath(settings.get('core.excludesfile'), workTree) ?? join(userFolder, 'git/ignore'),
  };
}

function userPath(value: string | undefined, workTree: string): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (value.startsWith('~/')) return join(homedir(), value.slice(2));
  return isAbsolute(value) ? value : join(workTree, value);
}

/**
 * The settings of a git configuration file as `section.key`, both in lower case; sections with a
 * sub-section and includes are left out.
 */
export function parseConfig(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*([\w.-]+)\s*(".*")?\s*\]/.exec(line);
    if (header !== null) section = header[2] === undefined ? header[1]!.toLowerCase() : '';
    const rest = header === null ? line : line.slice(header[0].length);
    const pair = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*))?$/.exec(rest);
    if (pair !== null && section !== '')
      settings.set(`${section}.${pair[1]!.toLowerCase()}`, unquote(pair[2] ?? 'true'));
  }
  return settings;
}

function unquote(value: string): string {
  return value
    .replace(/"((?:[^"\\]|\\.)*)"|\s*[#;].*$/g, (_all, quoted?: string) => quoted ?? '')
    .replace(/\\(["\\])/g, '$1')
    .trim();
}
