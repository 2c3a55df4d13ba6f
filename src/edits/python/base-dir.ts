import type { Call, Expression } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { insertItem } from '../sequence.ts';
import type { EditResult, TextEdit } from '../text-edit.ts';
import { findPlainAssignment } from './assignment.ts';
import { parseExpression, verified } from './verified.ts';
import { lineOf, sequenceOf, stringValue } from './written.ts';

/**
 * What to change; `name` is BASE_DIR if left out. With `levels`, the folders that it shall lie
 * above the file: then a second run changes nothing.
 */
export interface ParentOptions {
  readonly name?: string;
  readonly levels?: number;
}

/**
 * The edits that let a folder constant reach one folder higher, for a settings file that moves one
 * folder down: one more `.parent`, `os.path.dirname(…)`, `'..'` or step of `.parents[n]`, as it is
 * written. Declined when it is written otherwise.
 */
export function addParent(source: PySource, options: ParentOptions = {}): EditResult {
  const name = options.name ?? 'BASE_DIR';
  const found = findPlainAssignment(source, name);
  if (found.state === 'absent') return { ok: false, because: `${name} is not set in this file` };
  if (found.state === 'unclear') return { ok: false, because: found.because };
  const { value } = found.statement;
  const written = pathForm(value);
  if (written === undefined)
    return {
      ok: false,
      because: `${name} is not derived from __file__ in a known way (${lineOf(source, value)})`,
    };
  if (options.levels === written.levels) return { ok: true, edits: [] };
  if (options.levels !== undefined && options.levels !== written.levels + 1) {
    return {
      ok: false,
      because: `${name} is ${written.levels} folders above the file, which is not one less than ${options.levels}`,
    };
  }
  const edits = written.raise(source);
  const start = value.start;
  const text = edits.reduceRight(
    (one, edit) => one.slice(0, edit.start - start) + edit.text + one.slice(edit.end - start),
    source.text.slice(start, value.end),
  );
  const raised = parseExpression(`(${text})`);
  if (pathForm(raised)?.levels !== written.levels + 1)
    return {
      ok: false,
      because: `${name} is written in a form that cannot gain a parent safely`,
    };
  return verified(source, edits, { replaced: new Map([[value, [raised]]]) });
}

/**
 * Names that the module makes from `__file__`, in order: each needs one more folder when the file
 * moves one down.
 */
export function namesFromFile(source: PySource): readonly string[] {
  return source.module.body.flatMap((statement) => {
    if (statement.kind !== 'Assign' || statement.targets[0]?.kind !== 'Name') return [];
    const usesFile = [...walk(statement.value)].some(
      (node) => node.kind === 'Name' && node.id === '__file__',
    );
    return usesFile ? [statement.targets[0].id] : [];
  });
}

interface PathForm {
  /** Folders above the file; the file's own folder is 1. */
  readonly levels: number;
  /** The edits within the value, in order. */
  raise(source: PySource): TextEdit[];
}

function pathForm(value: Expression): PathForm | undefined {
  const levels = pathlibLevels(value);
  if (levels !== undefined) return { levels, raise: () => raisePathlib(value) };
  const joined = findUpwardJoin(value);
  const depth = osPathLevels(value);
  if (depth === undefined) return undefined;
  return {
    levels: depth,
    raise: (source) =>
      joined === undefined ? wrapInDirname(source, value) : addUpward(source, joined),
  };
}

/**
 * Folders above the file of `Path(__file__)` with any of resolve(), absolute(), parent and
 * parents[n].
 */
function pathlibLevels(value: Expression): number | undefined {
  if (value.kind === 'Attribute' && value.attr === 'parent')
    return plus(pathlibLevels(value.value), 1);
  if (
    value.kind === 'Subscript' &&
    value.value.kind === 'Attribute' &&
    value.value.attr === 'parents'
  ) {
    return plus(pathlibLevels(value.value.value), wholeNumber(value.slice), 1);
  }
  if (value.kind !== 'Call') return undefined;
  if (value.func.kind === 'Attribute' && ['resolve', 'absolute'].includes(value.func.attr))
    return pathlibLevels(value.func.value);
  const [argument] = value.args;
  if (
    value.args.length !== 1 ||
    argument === undefined ||
    !['Path', 'pathlib.Path'].includes(dottedName(value.func) ?? '')
  )
    return undefined;
  return isFile(argument) ? 0 : osPathLevels(argument);
}

function raisePathlib(value: Expression): TextEdit[] {
  if (value.kind !== 'Subscript') return [{ start: value.end, end: value.end, text: '.parent' }];
  return [
    { start: value.slice.start, end: value.slice.end, text: String(wholeNumber(value.slice)! + 1) },
  ];
}

/**
 * Folders above the file of `__file__` within dirname, abspath, realpath, normpath and join(…,
 * '..').
 */
function osPathLevels(value: Expression): number | undefined {
  if (isFile(value)) return 0;
  if (value.kind !== 'Call' || value.keywords.length > 0) return undefined;
  const [first, ...rest] = value.args;
  const name = osPathName(value);
  if (first === undefined || name === undefined) return undefined;
  if (name === 'dirname') return rest.length === 0 ? plus(osPathLevels(first), 1) : undefined;
  if (name !== 'join') return rest.length === 0 ? osPathLevels(first) : undefined;
  const steps = rest.map(upwardSteps);
  return steps.includes(0) ? undefined : plus(osPathLevels(first), ...steps);
}

function osPathName(call: Call): string | undefined {
  return /^(?:(?:os\.)?path\.)?(dirname|abspath|realpath|normpath|join)$/.exec(
    dottedName(call.func) ?? '',
  )?.[1];
}

/** Folders that one part of a join goes up; 0 when it is anything else than `..`. */
function upwardSteps(part: Expression): number {
  if (/^(os\.)?(path\.)?pardir$/.test(dottedName(part) ?? '')) return 1;
  const text = stringValue(part)?.replace(/\/$/, '');
  return text !== undefined && /^\.\.(\/\.\.)*$/.test(text) ? text.split('/').length : 0;
}

function findUpwardJoin(value: Expression): Call | undefined {
  if (value.kind !== 'Call') return undefined;
  if (osPathName(value) === 'join' && value.args.length > 1) return value;
  return value.args[0] === undefined ? undefined : findUpwardJoin(value.args[0]);
}

function addUpward(source: PySource, join: Call): TextEdit[] {
  const last = join.args.at(-1)!;
  const sequence = sequenceOf(source, join, join.func.end);
  return insertItem(
    source.text,
    sequence,
    sequence.items.length,
    stringValue(last) === undefined
      ? source.text.slice(last.start, last.end)
      : upwardLike(source, last),
  );
}

function upwardLike(source: PySource, last: Expression): string {
  return source.text.slice(last.start, last.end).replace(/\.\.(?:\/\.\.)*\/?/, '..');
}

function wrapInDirname(source: PySource, value: Expression): TextEdit[] {
  const outermost =
    value.kind === 'Call' && osPathName(value) === 'dirname'
      ? source.text.slice(value.func.start, value.func.end)
      : 'os.path.dirname';
  return [
    { start: value.start, end: value.start, text: `${outermost}(` },
    { start: value.end, end: value.end, text: ')' },
  ];
}

function isFile(node: Expression): boolean {
  return node.kind === 'Name' && node.id === '__file__';
}

function wholeNumber(node: Expression): number | undefined {
  return node.kind === 'Constant' && node.type === 'int' ? Number(node.value) : undefined;
}

function plus(...numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce(
    (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
    0,
  );
}
