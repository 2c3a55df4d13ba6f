import type { VersionConflict } from '../../facts/version-conflicts.ts';

/**
 * The range that a conflict is solved by, within one major version: `>=21.0.0,<22`. Undefined when
 * no release solves it.
 */
export function raisedRange({ worksFrom }: VersionConflict): string | undefined {
  if (worksFrom === null) return undefined;
  const major = Number.parseInt(worksFrom, 10);
  return major === 0 ? `>=${worksFrom}` : `>=${worksFrom},<${major + 1}`;
}
