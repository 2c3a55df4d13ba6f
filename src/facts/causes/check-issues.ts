/** One issue of Django's system checks. */
export interface CheckIssue {
  /** As Django prints it in parentheses; empty for an issue without one. */
  readonly id: string;
  /** What it is about, as Django prints it; `?` for the project as a whole. */
  readonly subject: string;
  /** Without the hint. */
  readonly message: string;
  readonly level: 'CRITICALS' | 'ERRORS' | 'WARNINGS' | 'INFOS' | 'DEBUGS';
}

/**
 * The issues that Django's system checks printed, in their order. An id has any number of dots; a
 * project's own may have none, or be missing. Source: django/core/checks/messages.py of 6.1; read
 * 2026-11-30.
 */
export function parseCheckIssues(output: string): readonly CheckIssue[] {
  const issues: CheckIssue[] = [];
  let level: CheckIssue['level'] | undefined;
  for (const line of output.split('\n')) {
    const heading = /^(CRITICALS|ERRORS|WARNINGS|INFOS|DEBUGS):$/.exec(line.trimEnd())?.[1];
    if (heading !== undefined) level = heading as CheckIssue['level'];
    else if (/^System check identified \d/.test(line)) level = undefined;
    if (level === undefined || heading !== undefined) continue;
    const [, subject, id = '', message] = /^(\S.*?): (?:\(([\w.-]+)\) )?(.*)$/.exec(line) ?? [];
    if (subject !== undefined && message !== undefined)
      issues.push({ id, subject, message, level });
  }
  return issues;
}
