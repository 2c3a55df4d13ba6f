import type { Finding } from '../../check/rule.ts';
import type { Suppression } from '../../check/set-aside.ts';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn } from '../../python/source-range.ts';

/** The findings of one project, as every reporter takes them. */
export interface ProjectFindings {
  /** The folder as the person named it, such as `.` or `shops/one`. */
  readonly root: string;
  readonly repository: Repository;
  readonly findings: readonly Finding[];
  /** What a person decided to live with; nothing when left out. */
  readonly suppressions?: readonly Suppression[];
  /**
   * The baseline that was used, as the person would name it, and how many of its entries no finding
   * answers to any more.
   */
  readonly baseline?: {
    readonly path: string;
    readonly stale: readonly { readonly rule: string; readonly file: string | null }[];
  };
}

/** `1 error`, `3 warnings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * The path of a finding as seen from where the command was typed; the folder itself for a finding
 * about the whole project.
 */
export function shownPath(root: string, file: string | undefined): string {
  const folder = root.replace(/\/+$/, '');
  if (file === undefined) return folder === '' ? '.' : folder;
  return folder === '.' || folder === '' ? file : `${folder}/${file}`;
}

/**
 * Why a finding was set aside, as the end of a sentence: `because …`, or that no reason is given.
 */
export function reasonOf({ because, by }: Suppression): string {
  if (because !== undefined) return `because ${because}`;
  return by === 'baseline' ? 'by the baseline' : '(no reason given)';
}

/**
 * Where it was decided to set a finding aside, for a person: the paths of an override, the line of
 * a comment, or the file of the decision.
 */
export function decisionPlace(
  { root, repository, baseline }: ProjectFindings,
  { by, at, paths }: Suppression,
): string {
  if (by === 'baseline') return baseline?.path ?? 'the baseline';
  if (paths !== undefined) return paths.join(', ');
  if (at === undefined) return 'pyproject.toml';
  const { line } = lineAndColumn(repository.files.text(at.file) ?? '', at.start);
  return `${shownPath(root, at.file)}:${line}`;
}
