import type { FailureId } from '../../../facts/failures/find.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import type { Buildpack } from '../report.ts';

/** Folders below the root in which the classic buildpack still looks for a `manage.py`. */
const DEEPEST_FOLDER = 2;

/**
 * Path of the `manage.py` whose collectstatic runs: the shallowest, then the first by name, and for
 * the classic buildpack no symlink.
 */
export function findManagePy(files: FileTree, buildpack: Buildpack): string | undefined {
  if (buildpack === 'cnb') return files.has('manage.py') ? 'manage.py' : undefined;
  const depth = (path: string): number => path.split('/').length - 1;
  return files.paths
    .filter(
      (path) =>
        /(^|\/)manage\.py$/.test(path) && depth(path) <= DEEPEST_FOLDER && !isLinked(files, path),
    )
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0];
}

/** True for a symlink, and for a file below a folder that is one. */
function isLinked(files: FileTree, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, at) => files.symlinks.has(parts.slice(0, at + 1).join('/')));
}

/**
 * What switches collectstatic off, as the platform records it; undefined when nothing does. The
 * Cloud Native Buildpack honours neither.
 */
export function findCollectstaticSwitch(
  files: FileTree,
  configVars: Readonly<Record<string, string>>,
  mode: 'build' | 'ci',
  buildpack: Buildpack,
): 'disabled-file' | 'disabled-env-var' | undefined {
  if (buildpack === 'cnb') return undefined;
  if (files.has('.heroku/collectstatic_disabled')) return 'disabled-file';
  const value = mode === 'ci' ? '1' : (configVars.DISABLE_COLLECTSTATIC ?? '');
  return value === '' || value === '0' ? undefined : 'disabled-env-var';
}

/**
 * The failure id for a collectstatic that ended badly: the first of these words that its log
 * contains decides. Source: buildpack v351; read 2026-11-23.
 */
export function collectstaticReason(log: string): FailureId {
  const words: readonly (readonly [string, FailureId])[] = [
    ['SyntaxError', 'collectstatic-syntax-error'],
    ['ImproperlyConfigured', 'collectstatic-improper-configuration'],
    ['The CSS file', 'collectstatic-fancy-references'],
    ['OSError', 'collectstatic-missing-file'],
  ];
  return words.find(([word]) => log.includes(word))?.[1] ?? 'collectstatic-other';
}
