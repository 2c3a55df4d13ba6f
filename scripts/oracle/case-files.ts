import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileTree, memoryFiles } from '../../src/python/file-tree.ts';
import type { CaseFiles } from './case.ts';

/** The addresses that the cases leave open. */
export interface IndexAddresses {
  readonly simple: string;
  readonly files: string;
}

/** Links that are followed one after the other at most; Linux stops after as many. */
const MOST_LINKS = 40;

interface Folder {
  readonly parent: Folder | undefined;
  readonly entries: Map<string, Folder | File | Link>;
}
interface File {
  readonly content: string | Uint8Array;
}
interface Link {
  readonly link: string;
}

/**
 * The files with the addresses filled into their texts. Without addresses the placeholders stay,
 * which only a real install would notice.
 */
export function fillInAddresses(
  files: CaseFiles,
  addresses: IndexAddresses | undefined,
): CaseFiles {
  if (addresses === undefined) return files;
  return new Map(
    [...files].map(([path, file]) =>
      'content' in file && typeof file.content === 'string'
        ? [path, { ...file, content: fill(file.content, addresses) }]
        : [path, file],
    ),
  );
}

function fill(text: string, { simple, files }: IndexAddresses): string {
  return text.replaceAll('@PYPI_SIMPLE@', simple).replaceAll('@PYPI_FILES@', files);
}

/**
 * The files as the build folder shows them: a link as the file or the folder that it leads to. A
 * link that leads nowhere, in a circle or out of the app is left out.
 */
export function caseTree(files: CaseFiles): FileTree {
  const shown = new Map<string, string | Uint8Array>();
  const symlinks = new Map<string, string>();
  const walk = (folder: Folder, prefix: string, above: readonly Folder[]): void => {
    if (above.includes(folder)) return;
    for (const [name, entry] of folder.entries) {
      const path = prefix + name;
      const target = 'link' in entry ? follow(folder, entry.link, MOST_LINKS) : entry;
      if (target === undefined) continue;
      if ('link' in entry) symlinks.set(path, entry.link);
      if ('content' in target) shown.set(path, target.content);
      else walk(target, `${path}/`, [...above, folder]);
    }
  };
  walk(asFolders(files), '', []);
  return memoryFiles(Object.fromEntries(shown), Object.fromEntries(symlinks));
}

function asFolders(files: CaseFiles): Folder {
  const root: Folder = { parent: undefined, entries: new Map() };
  for (const [path, file] of files) {
    let folder = root;
    const names = path.split('/');
    const last = names.pop() ?? '';
    for (const name of names) {
      const known = folder.entries.get(name);
      const next =
        known !== undefined && 'entries' in known ? known : { parent: folder, entries: new Map() };
      folder.entries.set(name, next);
      folder = next;
    }
    folder.entries.set(last, file);
  }
  return root;
}

function follow(from: Folder, path: string, linksLeft: number): Folder | File | undefined {
  if (path.startsWith('/') || linksLeft === 0) return undefined;
  let at: Folder | File = from;
  for (const name of path.split('/')) {
    if (!('entries' in at)) return undefined;
    if (name === '' || name === '.') continue;
    const next: Folder | File | Link | undefined = name === '..' ? at.parent : at.entries.get(name);
    const found: Folder | File | undefined =
      next !== undefined && 'link' in next ? follow(at, next.link, linksLeft - 1) : next;
    if (found === undefined) return undefined;
    at = found;
  }
  return at;
}

/**
 * Writes the files into a new folder and hands all of them to git, so that a build takes what a
 * push would send, whatever a `.gitignore` of the case says.
 */
export function writeCase(root: string, files: CaseFiles): void {
  mkdirSync(root);
  for (const [path, file] of files) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    if ('link' in file) symlinkSync(file.link, target);
    else writeFileSync(target, file.content, { mode: file.executable ? 0o755 : 0o644 });
  }
  // The person's own configuration could ignore files or change them.
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  for (const words of [
    ['init', '--quiet'],
    ['add', '--all', '--force'],
  ])
    execFileSync('git', words, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
}
