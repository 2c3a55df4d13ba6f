import type { FindingsDocument } from '../../check/finding-schema.ts';
import { fingerprintsOf } from '../../check/fingerprint.ts';
import type { Finding } from '../../check/rule.ts';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import type { ProjectFindings } from './finding-report.ts';

type JsonProject = FindingsDocument['projects'][number];

/**
 * The findings as the public, versioned JSON document, with a line end; its schema is
 * `FINDINGS_SCHEMA`.
 */
export function renderJson(reports: readonly ProjectFindings[]): string {
  const document: FindingsDocument = { schemaVersion: 1, projects: reports.map(toProject) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function toProject({
  root,
  repository,
  findings,
  suppressions = [],
}: ProjectFindings): JsonProject {
  const fingerprints = fingerprintsOf(repository, [
    ...findings,
    ...suppressions.map(({ finding }) => finding),
  ]);
  const shown = (finding: Finding) => ({
    ...toJson(repository, finding),
    fingerprint: fingerprints.get(finding) ?? '',
  });
  return {
    root,
    findings: findings.map(shown),
    setAside: suppressions.map(({ finding, by, because }) => ({
      ...shown(finding),
      by,
      because: because ?? null,
    })),
  };
}

function toJson(
  repository: Repository,
  finding: Finding,
): Omit<JsonProject['findings'][number], 'fingerprint'> {
  const { rule, group, severity, file, line, column, at, what, why, next, fix, declined } = finding;
  const text = at && repository.files.text(at.file);
  const end = text === undefined ? { line, column } : lineAndColumn(text, at!.end);
  return {
    ...{
      rule,
      group,
      severity,
      file: file ?? null,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
      what,
      why,
      next,
    },
    fix:
      fix === undefined
        ? null
        : { title: fix.title, safety: fix.safety, edits: fix.edits.map((edit) => ({ ...edit })) },
    declined: declined ?? null,
  };
}
