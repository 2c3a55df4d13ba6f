import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore from 'ignore';
import { blobName } from '../../src/project/git/pushed-bytes.ts';
import { type FileTree, memoryFiles } from '../../src/python/file-tree.ts';
import type { GitState } from '../../src/project/git/state.ts';
import type { Repository } from '../../src/project/repository.ts';
import { assembleRepository } from '../../src/project/assemble.ts';

/**
 * A project in miniature. A file called `_gitignore` stands for `.gitignore`, which would hide the
 * case from our own git.
 */
export interface CaseFolder {
  readonly rule: string;
  /** Such as `bad-in-web` or `good`. */
  readonly name: string;
  readonly path: string;
}

/** Every `bad…` and `good…` folder below `test/rules`, without the `….fixed` ones. */
export function findCases(folder: string): CaseFolder[] {
  const folders = (path: string) =>
    readdirSync(path, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map(({ name }) => name);
  return folders(folder).flatMap((rule) =>
    folders(join(folder, rule))
      .filter((name) => !name.endsWith('.fixed'))
      .map((name) => ({ rule, name, path: join(folder, rule, name) })),
  );
}

/** What the texts of a case alone do not tell of its repository. */
export interface CaseGit {
  /** Texts as git keeps them, by path; an editor on Windows sees other line ends. */
  readonly pushed: Readonly<Record<string, string>>;
  /** Paths that a checkout makes executable. */
  readonly executable: ReadonlySet<string>;
  /** Paths that are on the disk and that git ignores: those below `_ignored`. */
  readonly behind: ReadonlySet<string>;
}

/**
 * The texts of a folder by path, `_gitignore` renamed, its symbolic links, and what git knows. What
 * lies below `_ignored` is on the disk of the author and in no commit; what lies below `_twin` has
 * names that no other disk than that of Linux could keep beside the rest.
 */
export function readTexts(folder: string): {
  texts: Record<string, string>;
  links: Record<string, string>;
  git: CaseGit;
} {
  const texts: Record<string, string> = {};
  const links: Record<string, string> = {};
  const executable = new Set<string>();
  const behind = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const shown = name
      .replaceAll('\\', '/')
      .replace(/^_twin\//, '')
      .replace(/(^|\/)_git(ignore|modules|attributes)$/, '$1.git$2');
    const stats = lstatSync(path);
    if (stats.isDirectory()) continue;
    if (shown.startsWith('_ignored/')) {
      behind.add(shown.slice('_ignored/'.length));
      continue;
    }
    if (stats.isSymbolicLink()) links[shown] = readlinkSync(path);
    if (stats.isSymbolicLink() && !statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    if ((stats.mode & 0o100) !== 0) executable.add(shown);
    texts[shown] = readFileSync(path, 'utf8');
  }
  return { texts, links, git: { pushed: texts, executable, behind } };
}

/** The same texts as an editor on Windows would save them. */
export function withCrLf(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
}

/** The project of these texts, all of them tracked by git. */
export function projectOf(texts: Record<string, string>, links: Record<string, string>, git?: CaseGit): Repository {
  return reread(memoryFiles(texts, links), git);
}

/** The project of a file tree in memory, all of it tracked by git. */
export function reread(files: FileTree, known?: CaseGit): Repository {
  const rules = ignore().add(files.text('.gitignore') ?? '');
  const git: GitState = {
    workTree: '/app',
    tracked: new Set([...files.paths, ...files.symlinks.keys()]),
    trackedFile: (path) => {
      if (!files.has(path) || files.symlinks.has(path)) return undefined;
      const content = Buffer.from(known?.pushed[path] ?? files.text(path) ?? '');
      return { executable: known?.executable.has(path) ?? false, objectName: blobName(content), bytes: content.length };
    },
    submodules: [...(files.text('.gitmodules') ?? '').matchAll(/^\s*path = (.*?)\r?$/gm)].map((match) => match[1]!),
    branch: 'main',
    herokuRemotes: [],
    isIgnored: (path) => rules.ignores(path),
    staysBehind: (path) => known?.behind.has(path) ?? false,
  };
  return assembleRepository('/app', files, { git: () => git });
}

/**
 * Writes what a case gives now, to be read and committed: `UPDATE_CASES=1 npx vitest run
 * test/rules`.
 */
export function writeExpectation(path: string, text: string, fixed: ReadonlyMap<string, string>): void {
  writeFileSync(`${path}.txt`, text);
  rmSync(`${path}.fixed`, { recursive: true, force: true });
  for (const [file, content] of fixed) {
    const target = join(`${path}.fixed`, file.replace(/(^|\/)\.gitignore$/, '$1_gitignore'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/**
 * What a case should give: the whole text, and the files as its fixes leave them; only the changed
 * ones are there.
 */
export function readExpectation(path: string): { text: string; fixed: Record<string, string> } {
  const fixed = `${path}.fixed`;
  return { text: readFileSync(`${path}.txt`, 'utf8'), fixed: existsSync(fixed) ? readTexts(fixed).texts : {} };
}

