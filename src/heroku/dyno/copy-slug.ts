import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The folder of the slug that installers fill: thousands of files, which an app reads and does not
 * write.
 */
const PYTHON = join('.heroku', 'python');

/**
 * Folders below {@link PYTHON} that a dyno gets for itself, because files directly in them are
 * replaced at its first boot or name the slug's path.
 */
const OWN_BELOW_PYTHON = /^(|bin|lib|lib\/python[\d.]+|lib\/python[\d.]+\/site-packages)$/;

/**
 * Gives a dyno its own copy of the slug at `home`, which must not exist yet: what one dyno writes,
 * no other sees, and the slug stays as built. Installed packages alone are shared, by a symlink for
 * each: copying them took longer than the app's own start. Absolute paths of the slug in links and
 * in the scripts of `bin` are turned to the copy.
 */
export function copySlug(slugFolder: string, home: string): void {
  copyFolder('', { slugFolder, home });
}

interface Ends {
  readonly slugFolder: string;
  readonly home: string;
}

function copyFolder(relative: string, ends: Ends): void {
  const from = join(ends.slugFolder, relative);
  mkdirSync(join(ends.home, relative), { recursive: true, mode: lstatSync(from).mode & 0o777 });
  const installed = relative === PYTHON || relative.startsWith(PYTHON + sep);
  const inBin = relative === join(PYTHON, 'bin');
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const path = join(relative, entry.name);
    const source = join(ends.slugFolder, path);
    const target = join(ends.home, path);
    if (entry.isDirectory()) {
      if (isOwn(path)) copyFolder(path, ends);
      else symlinkSync(source, target);
    } else if (entry.isSymbolicLink()) symlinkSync(moved(readlinkSync(source), ends), target);
    else if (inBin && isScript(source)) copyScript(source, target, ends);
    else if (!installed || !tryLink(source, target)) copyFileSync(source, target);
  }
}

function isOwn(path: string): boolean {
  return !path.startsWith(PYTHON + sep) || OWN_BELOW_PYTHON.test(path.slice(PYTHON.length + 1));
}

function moved(path: string, { slugFolder, home }: Ends): string {
  return path === slugFolder || path.startsWith(slugFolder + sep)
    ? home + path.slice(slugFolder.length)
    : path;
}

function isScript(path: string): boolean {
  return readFileSync(path).subarray(0, 2).toString('latin1') === '#!';
}

/**
 * A console script names its interpreter by absolute path; `/app/…` on the platform, the slug's
 * folder here.
 */
function copyScript(source: string, target: string, { slugFolder, home }: Ends): void {
  const text = readFileSync(source, 'latin1');
  writeFileSync(target, text.replaceAll(`${slugFolder}${sep}`, `${home}${sep}`), 'latin1');
  // The mode of a new file would lose what the umask takes.
  chmodSync(target, lstatSync(source).mode & 0o777);
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
