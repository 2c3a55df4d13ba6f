import type { Finding, Rule, Severity } from '../../check/rule.ts';
import { lineAndColumn } from '../../project/place.ts';
import type { Project } from '../../project/project.ts';
import { type ProjectFindings, shownPath } from './finding-report.ts';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'note' };

/** The findings as SARIF 2.1.0, with the rules that were run; paths are relative to where the command was typed. Columns count UTF-16 units. */
export function renderSarif(reports: readonly ProjectFindings[], rules: readonly Rule[], version: string): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dynoready', semanticVersion: version, rules: rules.map(toDescriptor) } },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap(({ root, project, findings }) => findings.map((one) => toResult(root, project, one, rules))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toDescriptor(rule: Rule): object {
  return {
    id: rule.id,
    shortDescription: { text: rule.docs },
    help: { text: `Source: ${rule.source}` },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { tags: [rule.group] },
  };
}

function toResult(root: string, project: Project, finding: Finding, rules: readonly Rule[]): object {
  const { fix, at } = finding;
  const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
  // A finding about the whole project still needs an address to be shown: the folder itself.
  const region = at === undefined ? undefined : regionOf(project, at.file, at.start, at.end);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: LEVEL[finding.severity],
    message: { text: `${finding.what}\n${finding.why}\n${finding.next}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(root, finding.file), ...(region === undefined ? {} : { region }) } }],
    ...(fix === undefined || fix.safety === 'manual' ? {} : { fixes: [toFix(root, project, fix)] }),
  };
}

function toFix(root: string, project: Project, fix: NonNullable<Finding['fix']>): object {
  const files = [...new Set(fix.edits.map(({ file }) => file))];
  return {
    description: { text: fix.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(root, file),
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: regionOf(project, file, edit.start, edit.end), insertedContent: { text: edit.text } })),
    })),
  };
}

function artifact(root: string, file: string | undefined): object {
  return { uri: shownPath(root, file).split('/').map(encodeURIComponent).join('/') };
}

function regionOf(project: Project, file: string, start: number, end: number): object | undefined {
  const text = project.files.text(file);
  if (text === undefined) return undefined;
  const from = lineAndColumn(text, start);
  const to = lineAndColumn(text, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
