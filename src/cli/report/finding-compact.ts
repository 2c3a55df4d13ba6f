import { type ProjectFindings, shownPath } from './finding-report.ts';

/**
 * One line a finding, `file:line:column: severity: what [rule]`, for editors and `grep`; nothing
 * when nothing was found. A finding about the whole project stands at 1:1 of its folder.
 */
export function renderCompact(reports: readonly ProjectFindings[]): string {
  const lines = reports.flatMap(({ root, findings }) =>
    findings.map(({ file, line, column, severity, what, rule }) => {
      const sentence = what.replace(/\s*[\r\n]+\s*/g, ' ');
      return `${shownPath(root, file)}:${line}:${column}: ${severity}: ${sentence} [${rule}]\n`;
    }),
  );
  return lines.join('');
}
