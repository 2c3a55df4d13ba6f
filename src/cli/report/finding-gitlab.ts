import { fingerprintsOf } from '../../check/fingerprint.ts';
import type { Severity } from '../../check/rule.ts';
import { type ProjectFindings, shownPath } from './finding-report.ts';

/** Severities of GitLab, which knows info, minor, major, critical and blocker. */
const SEVERITY: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  hint: 'info',
};

/** The file that a finding about a whole project is shown at: GitLab shows none without a file. */
const OF_PROJECT = 'manage.py';

/**
 * The findings as a code quality report of GitLab, with a line end; paths are relative to where the
 * command was typed. Source: GitLab, "Code Quality", the report format; read 2026-12-01.
 */
export function renderGitlab(reports: readonly ProjectFindings[]): string {
  const issues = reports.flatMap(({ root: named, repository, findings }) => {
    // GitLab knows no path that begins with a dot.
    const root = named.replace(/^\.\/(?=.)/, '');
    const fingerprints = fingerprintsOf(repository, findings);
    return findings.map((finding) => ({
      description: `${finding.what} ${finding.why}`,
      check_name: finding.rule,
      // The same fault in two projects is two issues, and one of them in the next run is the same.
      fingerprint: `${shownPath(root, undefined)}:${fingerprints.get(finding)}`,
      severity: SEVERITY[finding.severity],
      location: {
        path: shownPath(root, finding.file ?? OF_PROJECT),
        lines: { begin: finding.line },
      },
    }));
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
