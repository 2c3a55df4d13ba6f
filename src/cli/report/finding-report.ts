import type { Finding } from '../../check/rule.ts';
import type { Project } from '../../project/project.ts';

/** The findings of one project, as every reporter takes them. */
export interface ProjectFindings {
  /** The folder as the person named it, such as `.` or `shops/one`. */
  readonly root: string;
  readonly project: Project;
  readonly findings: readonly Finding[];
}

/** `1 error`, `3 warnings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The path of a finding as seen from where the command was typed; the folder itself for a finding about the whole project. */
export function shownPath(root: string, file: string | undefined): string {
  const folder = root.replace(/\/+$/, '');
  if (file === undefined) return folder === '' ? '.' : folder;
  return folder === '.' || folder === '' ? file : `${folder}/${file}`;
}
