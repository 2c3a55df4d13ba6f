import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { linkTree } from './link-tree.ts';

/** The `site-packages` of a virtual environment. */
export function sitePackages(pythonHome: string, line: string): string {
  return join(pythonHome, 'lib', `python${line}`, 'site-packages');
}

/**
 * Links an unpacked wheel from the tool cache into a virtual environment. Without effect when that
 * version is there already.
 */
export function addWheel(wheelFolder: string, siteFolder: string): void {
  const record = readdirSync(wheelFolder).find((name) => name.endsWith('.dist-info'));
  if (record === undefined || !existsSync(join(siteFolder, record)))
    linkTree(wheelFolder, siteFolder);
}

/** Writes the `pip` commands, which a wheel does not carry. */
export function writePipCommands(pythonHome: string, line: string): void {
  const script = `#!${join(pythonHome, 'bin', 'python')}
import sys

from pip._internal.cli.main import main

sys.exit(main())
`;
  for (const name of ['pip', 'pip3', `pip${line}`])
    replaceFile(join(pythonHome, 'bin', name), Buffer.from(script), 0o755);
}

/**
 * Makes a restored virtual environment belong to the folder it is in now: scripts, editable
 * installs and `pyvenv.cfg` that name `builtIn` name `folder` afterwards. Files are replaced and
 * not rewritten, because the cache shares their content.
 */
export function relocate(pythonHome: string, line: string, builtIn: string, folder: string): void {
  if (builtIn === folder) return;
  const bin = join(pythonHome, 'bin');
  const djangoProject = sitePackages(pythonHome, line);
  const scripts = readdirSync(bin).map((name) => join(bin, name));
  const paths = readdirSync(djangoProject)
    .filter((name) => /\.(pth|egg-link)$|^__editable__.*\.py$/.test(name))
    .map((name) => join(djangoProject, name));
  for (const path of [...scripts, ...paths, join(pythonHome, 'pyvenv.cfg')]) {
    const status = statSync(path, { throwIfNoEntry: false });
    // The interpreter itself is a link to a program of many megabytes.
    if (status?.isFile() !== true || status.size > 1_000_000) continue;
    const content = readFileSync(path);
    if (!content.includes(builtIn)) continue;
    replaceFile(
      path,
      Buffer.from(content.toString('latin1').replaceAll(builtIn, folder), 'latin1'),
      status.mode & 0o777,
    );
  }
}

function replaceFile(path: string, content: Uint8Array, mode: number): void {
  writeFileSync(`${path}.new`, content, { mode });
  renameSync(`${path}.new`, path);
}
