import { fingerprintsOf } from '../../check/fingerprint.ts';
import type { Finding, Rule, Severity } from '../../check/rule.ts';
import type { Suppression } from '../../check/set-aside.ts';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn, type SourceRange } from '../../python/source-range.ts';
import { type ProjectFindings, reasonOf, shownPath } from './finding-report.ts';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  hint: 'note',
};

/**
 * The findings as SARIF 2.1.0, with the rules that were run; paths are relative to where the
 * command was typed. Columns count UTF-16 units. What was set aside is there as suppressed, with
 * its reason.
 */
export function renderSarif(
  reports: readonly ProjectFindings[],
  rules: readonly Rule[],
  version: string,
): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'dynoready', semanticVersion: version, rules: rules.map(toDescriptor) },
        },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap((report) => resultsOf(report, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toDescriptor(rule: Rule): object {
  const { why, next } = rule.message(rule.example);
  const { title, url } = rule.source;
  return {
    id: rule.id,
    shortDescription: { text: rule.docs },
    fullDescription: { text: `${rule.docs} ${why}` },
    help: {
      text: `${rule.docs}\n\nWhy: ${why}\n\nFor instance: ${next}\n\nSource: ${title} (${url})`,
      markdown: `${rule.docs}\n\n**Why:** ${why}\n\n**For instance:** ${asMarkdown(next)}\n\nSource: [${title}](${url})`,
    },
    helpUri: url,
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { tags: [rule.group] },
  };
}

/** Lines that begin with a blank are commands or contents. */
function asMarkdown(text: string): string {
  return text.replace(
    /(?:^|\n)((?: {2}.*(?:\n|$))+)/g,
    (_whole, code: string) => `\n\n\`\`\`text\n${code.replace(/^ {2}/gm, '').trimEnd()}\n\`\`\`\n`,
  );
}

function resultsOf(
  { root, repository, findings, suppressions = [], baseline }: ProjectFindings,
  rules: readonly Rule[],
): object[] {
  const fingerprints = fingerprintsOf(repository, [
    ...findings,
    ...suppressions.map(({ finding }) => finding),
  ]);
  const result = (finding: Finding, suppressed: Suppression | undefined): object => ({
    ...toResult(root, repository, finding, rules),
    partialFingerprints: { 'dynoready/v1': fingerprints.get(finding) },
    ...(baseline === undefined
      ? {}
      : { baselineState: suppressed?.by === 'baseline' ? 'unchanged' : 'new' }),
    ...(suppressed === undefined
      ? {}
      : { suppressions: [toSuppression(root, repository, suppressed)] }),
  });
  return [
    ...findings.map((one) => result(one, undefined)),
    ...suppressions.map((one) => result(one.finding, one)),
  ];
}

function toSuppression(root: string, repository: Repository, one: Suppression): object {
  return {
    kind: one.by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    justification: one.because ?? reasonOf(one),
    ...(one.at === undefined
      ? {}
      : { location: toLocation(root, repository, one.at, one.at.file) }),
  };
}

function toResult(
  root: string,
  repository: Repository,
  finding: Finding,
  rules: readonly Rule[],
): object {
  const { fix } = finding;
  const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: LEVEL[finding.severity],
    message: { text: `${finding.what}\n${finding.why}\n${finding.next}` },
    // A finding about the whole project still needs an address to be shown: the folder itself.
    locations: [toLocation(root, repository, finding.at, finding.file)],
    ...(fix === undefined || fix.safety === 'manual'
      ? {}
      : { fixes: [toFix(root, repository, fix)] }),
  };
}

function toLocation(
  root: string,
  repository: Repository,
  at: SourceRange | undefined,
  file: string | undefined,
): object {
  const region = at === undefined ? undefined : regionOf(repository, at.file, at.start, at.end);
  return {
    physicalLocation: {
      artifactLocation: artifact(root, file),
      ...(region === undefined ? {} : { region }),
    },
  };
}

function toFix(root: string, repository: Repository, fix: NonNullable<Finding['fix']>): object {
  const files = [...new Set(fix.edits.map(({ file }) => file))];
  return {
    description: { text: fix.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(root, file),
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: regionOf(repository, file, edit.start, edit.end),
          insertedContent: { text: edit.text },
        })),
    })),
  };
}

function artifact(root: string, file: string | undefined): object {
  return { uri: shownPath(root, file).split('/').map(encodeURIComponent).join('/') };
}

function regionOf(
  repository: Repository,
  file: string,
  start: number,
  end: number,
): object | undefined {
  const text = repository.files.text(file);
  if (text === undefined) return undefined;
  const from = lineAndColumn(text, start);
  const to = lineAndColumn(text, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
