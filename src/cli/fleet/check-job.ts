import { fingerprintsOf } from '../../check/fingerprint.ts';
import { reaches } from '../../check/run.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { bareOutcome, type FleetOutcome, fleetKey } from '../../fleet/line.ts';
import type { WorkerJob } from '../../fleet/worker-protocol.ts';
import { packageVersion } from '../../machine/package-version.ts';
import { readRevision } from '../../project/git/read-revision.ts';
import { readRepository } from '../../project/read.ts';
import { templateFile } from '../../queries/apps/project-template.ts';
import { checkProject, isDjango, type RuleChoice } from '../check-project.ts';

/** Findings that one line holds; the others are counted. */
const MAX_FINDINGS = 1_000;
/** Characters of a reason or of what a finding says. */
const MAX_CHARACTERS = 500;

/**
 * The outcome of checking one folder; undefined when its key is the one that is known already. A
 * folder that cannot be read, and an internal error, are outcomes too.
 */
export function checkJob(job: WorkerJob, rules: RuleChoice): FleetOutcome | undefined {
  try {
    return check(job, rules);
  } catch (error) {
    if (error instanceof UsageError)
      return bareOutcome('failed', shorten([error.message, ...error.evidence].join(': ')));
    const { code, message } = error as NodeJS.ErrnoException;
    return code === undefined
      ? bareOutcome('crashed', `internal error: ${shorten(message)}`)
      : bareOutcome('failed', `the folder cannot be read (${code})`);
  }
}

function check(job: WorkerJob, rules: RuleChoice): FleetOutcome | undefined {
  const repository = readRepository(job.folder);
  const revision = readRevision(job.folder, repository.files.paths);
  const run = { checker: packageVersion(), options: job.options };
  if (job.knownKey === fleetKey(job.repository, revision, run)) return undefined;
  if (templateFile(repository) !== undefined)
    return { ...bareOutcome('not-django', 'it is a template for projects'), ...revision };
  if (!isDjango(repository)) return { ...bareOutcome('not-django', null), ...revision };
  const { findings, suppressions } = checkProject(repository, undefined, rules);
  const fingerprints = fingerprintsOf(repository, findings);
  const failing = findings.some(({ severity }) => reaches(severity, job.options.failOn));
  return {
    ...bareOutcome(failing ? 'findings' : 'ok', null),
    ...revision,
    findings: findings.slice(0, MAX_FINDINGS).map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      file: finding.file ?? null,
      line: finding.line,
      column: finding.column,
      what: shorten(finding.what),
      fingerprint: fingerprints.get(finding) ?? '',
    })),
    moreFindings: Math.max(findings.length - MAX_FINDINGS, 0),
    suppressed: suppressions.length,
  };
}

function shorten(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}
