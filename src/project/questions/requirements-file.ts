import type { Project } from '../project.ts';

/** The requirements file that a person edits to add a production dependency; undefined when another manager holds them, or there is none. */
export function editableRequirements(project: Project): string | undefined {
  const { editable } = project.dependencies;
  return editable?.kind === 'requirements' ? editable.path : undefined;
}

/** Where a missing dependency would be written: the file a person edits, whatever its format; undefined when there is none. */
export function dependencyFile(project: Project): string | undefined {
  return project.dependencies.editable?.path;
}
