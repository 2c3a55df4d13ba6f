import { copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Folder of the slug that no dyno changes in place (installers replace files, they do not rewrite them), so hard links do. */
const LINKED = join('.heroku', 'python');

/**
 * Gives a dyno its own copy of the slug at `home`, which must not exist yet: what one dyno writes, no other sees, and the slug stays as built.
 * Absolute paths of the slug in links and in the scripts of `bin` folders are turned to the copy.
 */
export function copySlug(slugFolder: string, home: string): void {
  copyFolder(slugFolder, home, '', { slugFolder, home });
}

interface Ends {
  readonly slugFolder: string;
  readonly home: string;
}

function copyFolder(from: string, to: string, relative: string, ends: Ends): void {
  mkdirSync(to, { recursive: true, mode: lstatSync(from).mode & 0o777 });
  const linked = relative === LINKED || relative.startsWith(LINKED + sep);
  const inBin = linked && relative.endsWith(`${sep}bin`);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyFolder(source, target, join(relative, entry.name), ends);
    else if (entry.isSymbolicLink()) symlinkSync(moved(readlinkSync(source), ends), target);
    else if (inBin && isScript(source)) copyScript(source, target, ends);
    else if (!linked || !tryLink(source, target)) copyFileSync(source, target);
  }
}

function moved(path: string, { slugFolder, home }: Ends): string {
  return path === slugFolder || path.startsWith(slugFolder + sep) ? home + path.slice(slugFolder.length) : path;
}

function isScript(path: string): boolean {
  const head = readFileSync(path).subarray(0, 2).toString('latin1');
  return head === '#!';
}

/** A console script names its interpreter by absolute path; `/app/…` on the platform, the slug's folder here. */
function copyScript(source: string, target: string, { slugFolder, home }: Ends): void {
  const text = readFileSync(source, 'latin1');
  writeFileSync(target, text.replaceAll(`${slugFolder}${sep}`, `${home}${sep}`), {
    encoding: 'latin1',
    mode: lstatSync(source).mode & 0o777,
  });
}

function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch {
    // Another device, or a file system without hard links.
    return false;
  }
}
