import { renderUnifiedDiff } from '../../edits/unified-diff.ts';
import { wrapWords } from '../../facts/wrap-text.ts';
import type { Declined, Plan, PlannedChange } from '../plan/plan.ts';

/** How a plan is shown. */
export interface PlanStyle {
  readonly color: boolean;
  readonly columns: number;
}

const VERBS = { create: 'create', edit: 'edit', move: 'move', delete: 'delete' } as const;
const COLORS = {
  create: '\u001b[32m',
  edit: '\u001b[33m',
  move: '\u001b[36m',
  delete: '\u001b[31m',
  faint: '\u001b[2m',
  off: '\u001b[0m',
};

/**
 * The plan as a tree of files, each with what happens to it and why. Ends with a line end; empty
 * for a plan without changes.
 */
export function renderPlanTree({ changes }: Plan, style: PlanStyle): string {
  const sorted = [...changes].sort((a, b) => compareByFolder(a.path, b.path));
  const lines: string[] = [];
  let folder = '';
  for (const change of sorted) {
    const slash = change.path.lastIndexOf('/');
    const own = change.path.slice(0, slash + 1);
    if (own !== folder) lines.push(`  ${own}`);
    folder = own;
    lines.push(...changeLines(change, own === '' ? '  ' : '    ', style));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Files of the root first, then folder by folder. */
function compareByFolder(a: string, b: string): number {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  if (folderOf(a) !== folderOf(b)) return folderOf(a) < folderOf(b) ? -1 : 1;
  return a < b ? -1 : 1;
}

function changeLines(
  change: PlannedChange,
  indent: string,
  { color, columns }: PlanStyle,
): string[] {
  const paint = (name: keyof typeof COLORS, text: string): string =>
    color ? `${COLORS[name]}${text}${COLORS.off}` : text;
  const name = change.path.slice(change.path.lastIndexOf('/') + 1);
  const from = change.kind === 'move' ? `  (was ${change.from})` : '';
  const head = `${indent}${paint(change.kind, VERBS[change.kind].padEnd(6))}  ${name}${from}`;
  const reasonIndent = `${indent}        `;
  const reasons = change.because
    .split('; ')
    .flatMap((reason) => wrapReason(reason, columns - reasonIndent.length - 2));
  return [head, ...reasons.map((line) => `${reasonIndent}${paint('faint', line)}`)];
}

/** Lines of at most `width` columns; the first opens with a dash, the others are set in. */
function wrapReason(text: string, width: number): string[] {
  return wrapWords(text, Math.max(width, 30) - 2).map(
    (line, index) => `${index === 0 ? '-' : ' '} ${line}`,
  );
}

/**
 * What is left to the person, with the next step of each. Ends with a line end; empty when nothing
 * is.
 */
export function renderDeclined(declined: readonly Declined[]): string {
  return declined
    .map(({ path, because, next, entry }) => `  ${path ?? entry}: ${because}.\n    ${next}\n`)
    .join('');
}

/** The whole plan as `git diff` would print it after the writing. */
export async function renderPlanDiff({ changes }: Plan, color: boolean): Promise<string> {
  const parts = await Promise.all(
    changes.map((change) => {
      const before = change.kind === 'create' ? undefined : change.before;
      const after = change.kind === 'delete' ? undefined : change.after;
      return renderUnifiedDiff(change.path, before, after, {
        color,
        ...(change.kind === 'move' ? { from: change.from } : {}),
      });
    }),
  );
  return parts.join('');
}
