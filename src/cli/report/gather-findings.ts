import type { Finding } from '../../check/rule.ts';
import type { ProjectFindings } from './finding-report.ts';

/** Findings in the order in which a person reads them. */
export interface GatheredFindings {
  /** The cause of others; undefined without one. */
  readonly lead: Finding | undefined;
  /** What goes once the lead is fixed. */
  readonly following: readonly Finding[];
  readonly rest: readonly Finding[];
}

/**
 * Puts the choice of the wrong settings first, with what stands in those settings below it: once
 * production imports another module, nobody asks about them.
 */
export function gatherFindings({ repository, findings }: ProjectFindings): GatheredFindings {
  const lead = findings.find(({ rule }) => rule === 'development-settings-in-production');
  const file = repository.djangoProject?.production?.file;
  if (lead === undefined || file === undefined)
    return { lead: undefined, following: [], rest: findings };
  const isFollowing = (one: Finding): boolean => one !== lead && one.file === file;
  return {
    lead,
    following: findings.filter(isFollowing),
    rest: findings.filter((one) => one !== lead && !isFollowing(one)),
  };
}
