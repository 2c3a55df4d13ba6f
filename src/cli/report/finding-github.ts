import type { Severity } from '../../check/rule.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import { type ProjectFindings, shownPath } from './finding-report.ts';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  hint: 'notice',
};

/**
 * The findings as workflow commands, one a line, which GitHub Actions shows as annotations beside
 * the code.
 */
export function renderGithub(reports: readonly ProjectFindings[]): string {
  const lines = reports.flatMap(({ root, repository, findings }) =>
    findings.map((finding) => {
      const { at, file, line, column, severity, rule, what, why, next } = finding;
      const text = at && repository.files.text(at.file);
      const end =
        text === undefined || at!.end <= at!.start ? undefined : lineAndColumn(text, at!.end);
      const place =
        file === undefined
          ? []
          : [
              `file=${property(shownPath(root, file))}`,
              `line=${line}`,
              `col=${column}`,
              ...(end ? [`endLine=${end.line}`, `endColumn=${end.column}`] : []),
            ];
      return `::${LEVEL[severity]} ${[...place, `title=${property(rule)}`].join(',')}::${data(`${what}\n${why}\n${next}`)}`;
    }),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** GitHub reads `%` as the start of an escape, and a line end as the end of the command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
