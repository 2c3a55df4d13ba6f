import { appendLines, linesOf } from './line-ends.ts';
import type { EditResult } from './text-edit.ts';

export interface ExampleVariable {
  readonly name: string;
  /** A value that is no secret; empty when left out. */
  readonly value?: string;
  /** Printed as a comment above the name. */
  readonly because?: string;
}

/**
 * The edits that name every variable in an example of an environment file. A variable counts as
 * named when a line assigns it, with or without `export`, also when that line is commented out.
 * `text` undefined means that there is no file yet.
 */
export function addExampleVariables(
  text: string | undefined,
  variables: readonly ExampleVariable[],
): EditResult {
  const current = text ?? '';
  const named = new Set(
    linesOf(current).map(
      (line) => /^\s*(?:#\s*)?(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line.text)?.[1],
    ),
  );
  const missing = variables.filter(
    ({ name }, index) =>
      !named.has(name) && variables.findIndex((one) => one.name === name) === index,
  );
  const lines = missing.flatMap(({ name, value = '', because }) => [
    ...(because === undefined ? [] : [`# ${because}`]),
    `${name}=${quoted(value)}`,
  ]);
  return { ok: true, edits: appendLines(current, lines) };
}

/**
 * A value with blanks, quotes or `#` is put in quotes: the readers of such files cut or keep them
 * differently.
 */
function quoted(value: string): string {
  if (!/[\s#'"]/.test(value)) return value;
  return value.includes("'") ? `"${value.replace(/(["\\])/g, '\\$1')}"` : `'${value}'`;
}
