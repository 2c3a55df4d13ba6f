import type { BuildResult } from '../../heroku/buildpack/report.ts';
import { causeFacts } from '../explain-error.ts';
import { type Evidence, type PhaseOutcome, withFacts } from '../rehearsal.ts';

/** What a build came to, in evidence; the log of the build itself tells the rest. */
export function judgeBuild({
  report,
  slug,
  failureLog,
  cause,
}: BuildResult): Omit<PhaseOutcome, 'log'> {
  if (slug === undefined) {
    const reason = report.failureReason ?? 'build failed';
    const title = failureLog?.split('\n')[0]?.replace(/^[\s!]*(Error: )?/, '') ?? reason;
    const seen = report.failureDetail === null ? title : `${title}: ${report.failureDetail}`;
    const evidence: Evidence = {
      id: 'build',
      name: `build: ${report.stage}`,
      ok: false,
      severity: 'error',
      expected: 'a slug',
      seen,
      ...withFacts({
        code: report.failureReason ?? undefined,
        detail: report.failureDetail ?? undefined,
        ...causeFacts(cause),
      }),
    };
    return { reason, evidence: [evidence] };
  }
  const python = report.pythonVersion === null ? '' : `Python ${report.pythonVersion}`;
  const size = `slug of ${(slug.slugBytes / 1e6).toFixed(1)} MB`;
  const collectstatic =
    report.collectstatic === null ? '' : `collectstatic: ${report.collectstatic}`;
  const seen = [python, report.packageManager ?? '', collectstatic, size]
    .filter((part) => part !== '')
    .join(', ');
  return {
    reason: null,
    evidence: [
      { id: 'build', name: 'build', ok: true, severity: 'error', expected: 'a slug', seen },
    ],
  };
}
