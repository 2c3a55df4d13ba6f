import type { Rule } from '../../check/rule.ts';
import { packageVersion } from '../../machine/package-version.ts';
import type { Terminal } from '../command.ts';
import type { ProjectFindings } from './finding-report.ts';

/** How findings can be printed. */
export const FORMATS = ['pretty', 'compact', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;

export type Format = (typeof FORMATS)[number];

/**
 * The findings in the format that is asked for. Only its reporter is loaded: the start-up time is
 * the product.
 */
export async function renderFindings(
  reports: readonly ProjectFindings[],
  rules: readonly Rule[],
  format: Format,
  terminal: Pick<Terminal, 'color' | 'columns'>,
): Promise<string> {
  switch (format) {
    case 'pretty':
      return (await import('./finding-pretty.ts')).renderPretty(reports, {
        color: terminal.color,
        columns: terminal.columns,
      });
    case 'compact':
      return (await import('./finding-compact.ts')).renderCompact(reports);
    case 'json':
      return (await import('./finding-json.ts')).renderJson(reports);
    case 'sarif':
      return (await import('./finding-sarif.ts')).renderSarif(reports, rules, packageVersion());
    case 'github':
      return (await import('./finding-github.ts')).renderGithub(reports);
    case 'gitlab':
      return (await import('./finding-gitlab.ts')).renderGitlab(reports);
    case 'junit':
      return (await import('./finding-junit.ts')).renderJunit(reports);
  }
}
