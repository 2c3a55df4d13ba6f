import type { Finding, Severity } from '../../check/rule.ts';
import { SEVERITIES } from '../../check/run.ts';
import { escapeControls } from '../../facts/escape-controls.ts';
import { lineAndColumn, lineText } from '../../python/source-range.ts';
import {
  counted,
  decisionPlace,
  type ProjectFindings,
  reasonOf,
  shownPath,
} from './finding-report.ts';
import { gatherFindings } from './gather-findings.ts';

export interface PrettyOptions {
  readonly color: boolean;
  /** Width to which sentences are broken, in columns. */
  readonly columns: number;
}

type Paint = (code: string, text: string) => string;

const COLOR: Readonly<Record<Severity, string>> = { error: '31', warning: '33', hint: '36' };
/** Sentences longer than this are hard to read on a wide screen. */
const WIDEST_COLUMNS = 100;
/** A line of source is cut to the screen, but never below this many columns. */
const NARROWEST_EXCERPT_COLUMNS = 40;

/**
 * The findings as a person reads them: place, source excerpt with the place underlined, what, why,
 * next; a summary line last.
 */
export function renderPretty(reports: readonly ProjectFindings[], options: PrettyOptions): string {
  const blocks = reports.flatMap((report) => {
    const { lead, following, rest } = gatherFindings(report);
    return [
      ...(lead === undefined ? [] : [renderLead(report, lead, following, options)]),
      ...rest.map((finding) => renderFinding(report, finding, options)),
    ];
  });
  return [...blocks, renderSummary(reports)].join('\n\n').concat('\n');
}

/** A finding with those that follow from it, one line each. */
function renderLead(
  report: ProjectFindings,
  lead: Finding,
  following: readonly Finding[],
  options: PrettyOptions,
): string {
  const whole = renderFinding(report, lead, options);
  if (following.length === 0) return whole;
  const width = Math.max(...following.map(({ rule }) => rule.length));
  const lines = following.map(({ severity, rule, file, line, column }) => {
    const place = escapeControls(shownPath(report.root, file));
    return `          ${severity.padEnd(7)}  ${rule.padEnd(width)}  ${place}:${line}:${column}`;
  });
  const count = counted(following.length, 'finding');
  return [
    whole,
    `  more  ${count} in that module, of which production asks no more once it imports another one`,
    '        (each in full: dynoready check --rule NAME):',
    ...lines,
  ].join('\n');
}

function renderFinding(report: ProjectFindings, finding: Finding, options: PrettyOptions): string {
  const paint: Paint = (code, text) => (options.color ? `\x1b[${code}m${text}\x1b[0m` : text);
  const place = escapeControls(shownPath(report.root, finding.file));
  const position = finding.file === undefined ? '' : `:${finding.line}:${finding.column}`;
  const width = Math.min(options.columns, WIDEST_COLUMNS);
  const lines = [
    `${paint(`1;${COLOR[finding.severity]}`, finding.severity)}  ${paint('1', finding.rule)}  ${place}${position}`,
  ];
  lines.push(...excerpt(report, finding, options, paint));
  lines.push(
    ...labelled('', finding.what, width),
    ...labelled('why', finding.why, width, paint),
    ...labelled('next', finding.next, width, paint),
  );
  if (finding.fix !== undefined) {
    const how = {
      safe: 'dynoready check --fix',
      unsafe: 'dynoready check --fix-unsafe',
      manual: 'by hand',
    }[finding.fix.safety];
    lines.push(...labelled('fix', `${finding.fix.title} (${how})`, width, paint));
  } else if (finding.declined !== undefined)
    lines.push(...labelled('fix', `none offered: ${finding.declined}`, width, paint));
  return lines.join('\n');
}

/**
 * The label in a column of six, the text beside it; lines that begin with a blank are commands or
 * contents and are never broken.
 */
function labelled(
  label: string,
  text: string,
  width: number,
  paint: Paint = (_code, plain) => plain,
): string[] {
  const broken = text
    .split('\n')
    .map(escapeControls)
    .flatMap((line) =>
      /^\s|^$/.test(line) ? [line] : breakLine(line, width - (label === '' ? 2 : 8)),
    );
  return broken.map((line, index) => {
    const margin = index === 0 ? paint('2', label.padEnd(6)) : '      ';
    return line === '' ? '' : label === '' ? `  ${line}` : `  ${margin}${line}`;
  });
}

function breakLine(line: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of line.split(' ')) {
    const current = lines.at(-1)!;
    if (current !== '' && current.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = current === '' ? word : `${current} ${word}`;
  }
  return lines;
}

function excerpt(
  report: ProjectFindings,
  finding: Finding,
  options: PrettyOptions,
  paint: Paint,
): string[] {
  const { at } = finding;
  const text = at && report.repository.files.text(at.file);
  // The top of a file stands for the file as a whole: no line of it is meant.
  if (at === undefined || text === undefined || at.end === 0) return [];
  const line = withoutValue(at.file, lineText(text, finding.line));
  const last = lineAndColumn(text, at.end);
  const endColumn = last.line === finding.line ? last.column : line.length + 1;
  const gutter = `  ${finding.line} | `;
  const room = Math.max(NARROWEST_EXCERPT_COLUMNS, options.columns - gutter.length);
  const skipped = finding.column > room - 10 ? finding.column - Math.floor(room / 2) : 0;
  const shown = line
    .slice(skipped, skipped + room)
    .replace(/[\t\ufeff]/g, ' ')
    // One character for one, so that the underline stays below what it means.
    .replace(/./gsu, (character) =>
      escapeControls(character) === character ? character : '\ufffd',
    )
    .trimEnd();
  const length = Math.max(
    1,
    Math.min(endColumn - finding.column, shown.length - (finding.column - 1 - skipped)),
  );
  const underline =
    ' '.repeat(finding.column - 1 - skipped) + paint(COLOR[finding.severity], '^'.repeat(length));
  return ['', `${gutter}${shown}`, `${' '.repeat(gutter.length - 2)}| ${underline}`, ''];
}

/** The line of a `.env` file without its value, which may be a secret; any other line as it is. */
function withoutValue(file: string, line: string): string {
  const holdsSecrets =
    /(^|\/)\.env(\.|$)/.test(file) && !/\.(example|sample|template|dist)$/.test(file);
  return holdsSecrets ? line.replace(/(=[ \t]*)\S.*$/, '$1***') : line;
}

/**
 * What was found, counted on one line that names what `--fix` could fix; below it, what was set
 * aside, where and why.
 */
export function renderSummary(reports: readonly ProjectFindings[]): string {
  return [countFindings(reports), ...reports.flatMap(renderSetAside).map(escapeControls)].join(
    '\n',
  );
}

/**
 * One line for each decision, with the rules it concerns; baselines by their number alone, as they
 * are long.
 */
function renderSetAside(report: ProjectFindings): string[] {
  const groups = new Map<string, string[]>();
  for (const one of report.suppressions ?? []) {
    if (one.by === 'baseline') continue;
    const sentence = `${one.finding.rule} in ${decisionPlace(report, one)} ${reasonOf(one)}`;
    groups.set(sentence, [...(groups.get(sentence) ?? []), one.finding.rule]);
  }
  const lines = [...groups].map(
    ([sentence, rules]) => `${counted(rules.length, 'finding')} set aside: ${sentence}`,
  );
  const { baseline } = report;
  const old = (report.suppressions ?? []).filter(({ by }) => by === 'baseline').length;
  if (baseline !== undefined && old > 0)
    lines.push(`${counted(old, 'finding')} set aside by the baseline ${baseline.path}.`);
  if (baseline !== undefined && baseline.stale.length > 0) {
    const entries = new Set(
      baseline.stale.map(
        ({ rule, file }) => `${rule} in ${shownPath(report.root, file ?? undefined)}`,
      ),
    );
    const count = baseline.stale.length;
    lines.push(
      `${count} ${count === 1 ? 'entry' : 'entries'} of ${baseline.path} ${count === 1 ? 'is' : 'are'} stale (${[...entries].join(', ')}): take ${count === 1 ? 'it' : 'them'} out with \`dynoready check --write-baseline\`.`,
    );
  }
  return lines;
}

function countFindings(reports: readonly ProjectFindings[]): string {
  const findings = reports.flatMap((report) => report.findings);
  const where = reports.length === 1 ? '' : ` in ${counted(reports.length, 'project')}`;
  if (findings.length === 0) return `Nothing found${where}.`;
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((one) => one.severity === severity).length,
  }));
  const listed = counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => counted(count, severity));
  const fixable = findings.filter(({ fix }) => fix?.safety === 'safe').length;
  const mended = new Set(findings.flatMap(({ initFeature }) => initFeature ?? []));
  const parts = [`${listed.join(', ')}${where}.`];
  if (fixable > 0) parts.push(`\`dynoready check --fix\` fixes ${fixable}.`);
  if (mended.size > 0) parts.push('`dynoready init` writes what is missing.');
  return parts.join(' ');
}
