import { escapeControls } from '../../facts/escape-controls.ts';
import { type ProjectFindings, shownPath } from './finding-report.ts';

/**
 * One line a finding, `file:line:column: severity: what [rule]`, for editors and `grep`; nothing
 * when nothing was found. A finding about the whole project stands at 1:1 of its folder.
 */
export function renderCompact(reports: readonly ProjectFindings[]): string {
  const lines = reports.flatMap(({ root, findings }) =>
    findings.map(({ file, line, column, severity, what, rule }) => {
      const sentence = what.replace(/\s*[\r\n]+\s*/g, ' ');
      const place = atLineStart(shownPath(root, file));
      return `${escapeControls(`${place}:${line}:${column}: ${severity}: ${sentence} [${rule}]`)}\n`;
    }),
  );
  return lines.join('');
}

/**
 * A path as a line may begin with it: one that begins with `::` or `##` would be a command to the
 * runner of a CI service that prints the line.
 */
function atLineStart(path: string): string {
  return /^[\w./~-]/.test(path) ? path : `./${path}`;
}
