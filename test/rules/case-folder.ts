import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore from 'ignore';
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

/** The texts of a folder by path, `_gitignore` renamed, and its symbolic links. */
export function readTexts(folder: string): { texts: Record<string, string>; links: Record<string, string> } {
  const texts: Record<string, string> = {};
  const links: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const shown = name.replaceAll('\\', '/').replace(/(^|\/)_gitignore$/, '$1.gitignore');
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) links[shown] = readlinkSync(path);
    if (!stats.isDirectory()) texts[shown] = readFileSync(path, 'utf8');
  }
  return { texts, links };
}

/** The same texts as an editor on Windows would save them. */
export function withCrLf(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
}

/** The project of these texts, all of them tracked by git. */
export function projectOf(texts: Record<string, string>, links: Record<string, string>): Repository {
  return reread(memoryFiles(texts, links));
}

/** The project of a file tree in memory, all of it tracked by git. */
export function reread(files: FileTree): Repository {
  const rules = ignore().add(files.text('.gitignore') ?? '');
  const git: GitState = { workTree: '/app', tracked: new Set(files.paths), branch: 'main', herokuRemotes: [], isIgnored: (path) => rules.ignores(path) };
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

