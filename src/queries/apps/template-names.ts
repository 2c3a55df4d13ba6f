import type { Repository } from '../../project/repository.ts';
import type { Expression, PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { pythonSource } from './python-source.ts';
import { servedFiles } from './served-modules.ts';

/** The name of a template or of a static file, written out in code or in a template. */
export interface WrittenName {
  /** As Python or the template engine reads it. */
  readonly name: string;
  /** The text itself, without its quotes. */
  readonly at: SourceRange;
}

/** Which argument of a function is the name of a template. Source: Django 6.1; read 2026-11-30. */
const POSITIONS: Readonly<Record<string, number>> = {
  render: 1,
  TemplateResponse: 1,
  SimpleTemplateResponse: 0,
  render_to_string: 0,
  get_template: 0,
};
const CLUE =
  /\b(?:render|TemplateResponse|SimpleTemplateResponse|render_to_string|get_template|template_name)\b/;

/** How a kind of name is written in Python. */
export interface CodeNames {
  /** Whether a file can hold such names, by its text: another one is not read as Python. */
  readonly mayHold: (text: string) => boolean;
  /** For the text of a file: the expressions of one of its nodes that are such names. */
  readonly namedIn: (text: string) => (node: PyNode) => Iterable<Expression>;
}

/**
 * The names that served Python code writes as a literal. `isSuspect` says of a text which names are
 * of interest; a file without any such text is not read as Python.
 */
export function* namesInCode(
  repository: Repository,
  isSuspect: (name: string) => boolean,
  { mayHold, namedIn }: CodeNames,
): Generator<WrittenName> {
  for (const { path } of servedFiles(repository)) {
    const text = repository.files.text(path) ?? '';
    if (!mayHold(text) || !mentions(text, isSuspect)) continue;
    const source = pythonSource(repository, path);
    if (source === undefined) continue;
    const namedBy = namedIn(text);
    for (const node of walk(source.module)) {
      for (const expression of namedBy(node)) {
        const written = writtenName(source, expression);
        if (written !== undefined && isSuspect(written.name)) yield written;
      }
    }
  }
}

/** The names of templates in code: arguments of `render` and its like, and `template_name`. */
export const TEMPLATE_NAMES: CodeNames = {
  mayHold: (text) => CLUE.test(text),
  namedIn: () => namedBy,
};

/** True when a text literal of the file, as far as a scan shows, is a suspect name. */
function mentions(text: string, isSuspect: (name: string) => boolean): boolean {
  return [...text.matchAll(/(["'])([^"'\n]*\.\w+)\1/g)].some((match) =>
    isSuspect((match[2] ?? '').replaceAll('\\\\', '\\')),
  );
}

/** A text literal with the range of what stands between its quotes; undefined for anything else. */
function writtenName(
  source: PySource,
  expression: Expression | undefined,
): WrittenName | undefined {
  if (expression?.kind !== 'Constant' || typeof expression.value !== 'string') return undefined;
  const quote = /^[rRuU]?(?:"(?!"")|'(?!''))/.exec(
    source.text.slice(expression.start, expression.end),
  )?.[0].length;
  if (quote === undefined) return undefined;
  const { start, end } = expression;
  return {
    name: expression.value,
    at: { file: source.file, start: start + quote, end: end - 1 },
  };
}

function* namedBy(node: PyNode): Generator<Expression> {
  if (node.kind === 'Assign') {
    const [target] = node.targets;
    if (target?.kind === 'Name' && target.id === 'template_name') yield node.value;
  }
  if (node.kind !== 'Call') return;
  const called = dottedName(node.func)?.split('.').at(-1) ?? '';
  const position = POSITIONS[called];
  const positional = position === undefined ? undefined : node.args[position];
  if (positional !== undefined) yield positional;
  for (const { arg, value } of node.keywords) {
    if (arg === 'template_name' && (position !== undefined || called === 'as_view')) yield value;
  }
}
