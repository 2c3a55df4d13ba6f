import type { FindingsDocument } from '../../check/finding-schema.ts';
import type { Finding } from '../../check/rule.ts';
import { lineAndColumn } from '../../project/place.ts';
import type { Project } from '../../project/project.ts';
import type { ProjectFindings } from './finding-report.ts';

/** The findings as the public, versioned JSON document, with a line end; its schema is `FINDINGS_SCHEMA`. */
export function renderJson(reports: readonly ProjectFindings[]): string {
  const document: FindingsDocument = {
    schemaVersion: 1,
    projects: reports.map(({ root, project, findings }) => ({ root, findings: findings.map((one) => toJson(project, one)) })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function toJson(project: Project, finding: Finding): FindingsDocument['projects'][number]['findings'][number] {
  const { rule, group, severity, file, line, column, at, what, why, next, fix, declined } = finding;
  const text = at && project.files.text(at.file);
  const end = text === undefined ? { line, column } : lineAndColumn(text, at!.end);
  return {
    ...{ rule, group, severity, file: file ?? null, line, column, endLine: end.line, endColumn: end.column, what, why, next },
    fix: fix === undefined ? null : { title: fix.title, safety: fix.safety, edits: fix.edits.map((edit) => ({ ...edit })) },
    declined: declined ?? null,
  };
}
