import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding, Rule, Severity } from '../../check/rule.ts';
import type { Repository } from '../../project/repository.ts';
import type { ProjectFindings } from '../report/finding-report.ts';
import { rangeIn, uriOf } from './positions.ts';

/** Editors list no hints among the problems, so ours are information. */
const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Information,
};

/** The diagnostics of a report by the address of their file. */
export function diagnosticsByFile(
  root: string,
  { repository, findings }: ProjectFindings,
  rules: ReadonlyMap<string, Rule>,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const finding of findings) {
    const uri = uriOf(root, shownFile(repository, finding));
    const diagnostic = diagnosticOf(repository, finding, rules.get(finding.rule));
    byFile.set(uri, [...(byFile.get(uri) ?? []), diagnostic]);
  }
  return byFile;
}

/** A finding as an editor shows it. */
export function diagnosticOf(
  repository: Repository,
  finding: Finding,
  rule: Rule | undefined,
): Diagnostic {
  const { what, why, next, severity } = finding;
  return {
    range: rangeIn(repository, finding.at),
    severity: SEVERITY[severity],
    source: 'dynoready',
    code: finding.rule,
    ...(rule === undefined ? {} : { codeDescription: { href: rule.source.url } }),
    message: `${what}\n${why}\n${next}`,
  };
}

/** The file of a finding; what concerns the project as a whole is shown in its manage.py. */
export function shownFile({ djangoProject, files }: Repository, { file }: Finding): string {
  return file ?? djangoProject?.managePath ?? files.paths[0] ?? 'manage.py';
}
