import { endOfLine, startOfLine } from '../../edits/line-ends.ts';
import { applyEdits, type EditResult, type TextEdit } from '../../edits/text-edit.ts';
import type { ClassDef } from '../../python/nodes.ts';
import { type PySource, parsePython } from '../../python/parse.ts';
import { dottedName } from '../../python/walk.ts';
import { moduleAlias } from './api-fields.ts';
import type { ApiType } from './api-types.ts';
import {
  type ApiAuth,
  FIND_CHOICE,
  modelImports,
  queryLines,
  SEEN,
  seenLine,
  typeBlocks,
} from './render-schema.ts';

/** A type that a schema has: its class, and the alias and the class of its model. */
interface WrittenType {
  readonly node: ClassDef;
  /** Such as `shop_models.Order`. */
  readonly model: string;
}

/** The models, as the schema names them, that a schema of an earlier run shows. */
export function modelsInSchema(source: PySource): string[] {
  return writtenTypes(source).map(({ model }) => model);
}

function writtenTypes({ module }: PySource): WrittenType[] {
  return module.body.flatMap((node) => {
    if (node.kind !== 'ClassDef') return [];
    const decorator = node.decorator_list.find(
      (one) => one.kind === 'Call' && dottedName(one.func) === 'strawberry_django.type',
    );
    const argument = decorator?.kind === 'Call' ? decorator.args[0] : undefined;
    const model = argument === undefined ? undefined : dottedName(argument);
    return model === undefined ? [] : [{ node, model }];
  });
}

/**
 * The edits that bring a schema of an earlier run up to date: new fields in the types that it has,
 * and new types with their lists. A field that somebody took out stays out, and what was written by
 * hand is left alone. Declined when the file has lost the places that the generator writes to.
 */
export function extendSchema(
  source: PySource,
  types: readonly ApiType[],
  auth: ApiAuth,
): EditResult {
  const query = source.module.body.find(
    (one): one is ClassDef => one.kind === 'ClassDef' && one.name === 'Query',
  );
  if (query === undefined) return { ok: false, because: 'it has no class Query' };
  const written = writtenTypes(source);
  const edits: TextEdit[] = [];
  const added: ApiType[] = [];
  const blocks: string[] = [];
  for (const type of types) {
    const model = `${moduleAlias(type.model.importFrom)}.${type.model.name}`;
    const present = written.find((one) => one.model === model);
    if (present === undefined) {
      added.push(type);
      blocks.push(...typeBlocks(type));
    } else {
      const change = newFields(source, present.node, type);
      edits.push(...change.edits);
      blocks.push(...change.enums);
      if (change.enums.length > 0 && present.node.start < query.start) {
        // An enum must stand above the type that names it.
        const at = startOfLine(source.text, firstOf(present.node));
        edits.push({
          start: at,
          end: at,
          text: change.enums.map((one) => `${one}\n\n\n`).join(''),
        });
        blocks.splice(blocks.length - change.enums.length);
      }
    }
  }
  const code = [...blocks, ...edits.map(({ text }) => text)].join('\n');
  const imports = missingImports(source, code, types);
  const first = written[0]?.node ?? query;
  if (code.includes('find_choice(') && !source.text.includes('def find_choice(')) {
    const at = startOfLine(source.text, firstOf(first));
    edits.unshift({ start: at, end: at, text: `${FIND_CHOICE}\n\n\n` });
  }
  if (imports.length > 0) edits.push(importEdit(source, imports));
  if (blocks.length > 0) {
    const at = startOfLine(source.text, firstOf(query));
    edits.push({ start: at, end: at, text: blocks.map((block) => `${block}\n\n\n`).join('') });
  }
  if (added.length > 0) {
    const end = endOfLine(source.text, query.body.at(-1)!.end);
    const lines = added.flatMap((type) => queryLines(type, auth));
    edits.push({ start: end, end, text: `\n${lines.join('\n')}` });
  }
  const after = parsePython(source.file, applyEdits(source.text, edits));
  return after.ok
    ? { ok: true, edits }
    : { ok: false, because: `the result would not be Python: ${after.error.message}` };
}

/** Where a class begins, its decorators and their `@` included. */
function firstOf(node: ClassDef): number {
  return Math.min(node.start, ...node.decorator_list.map(({ start }) => start - 1));
}

function newFields(
  source: PySource,
  node: ClassDef,
  type: ApiType,
): { edits: TextEdit[]; enums: string[] } {
  const start = source.text.indexOf(SEEN, node.start);
  if (start < 0 || start > node.end) return { edits: [], enums: [] };
  const end = endOfLine(source.text, start);
  const seen = new Set(source.text.slice(start + SEEN.length, end).match(/\w+/g) ?? []);
  const fresh = type.fields.filter((field) => !seen.has(field.source));
  const line = seenLine(type);
  const isSame = source.text.slice(start, end) === line;
  const lines = fresh.flatMap((field) =>
    field.lines.length === 1 ? field.lines : [...field.lines, ''],
  );
  const gone = [...seen].filter(
    (name) => name !== 'none' && !line.slice(SEEN.length).split(/\W+/).includes(name),
  );
  const removed = gone.flatMap((name) => plainField(source, node, name));
  return {
    edits: isSame ? [] : [{ start, end, text: [line, ...lines].join('\n') }, ...removed],
    enums: fresh.flatMap(({ choices }) => choices?.lines.join('\n') ?? []),
  };
}

/** Takes out a field that the model has lost, where its line is as the generator wrote it. */
function plainField(source: PySource, node: ClassDef, name: string): TextEdit[] {
  return node.body.flatMap((statement) => {
    if (statement.kind !== 'AnnAssign' || statement.target.kind !== 'Name') return [];
    if (statement.target.id !== name) return [];
    const start = startOfLine(source.text, statement.start);
    return [{ start, end: endOfLine(source.text, statement.end) + 1, text: '' }];
  });
}

function importEdit(source: PySource, imports: readonly string[]): TextEdit {
  const last = source.module.body.findLast(
    (one) => one.kind === 'Import' || one.kind === 'ImportFrom',
  );
  const end = endOfLine(source.text, last?.end ?? 0);
  return { start: end, end, text: imports.map((line) => `\n${line}`).join('') };
}

/** The imports that new code needs and the file does not have. */
function missingImports(source: PySource, code: string, types: readonly ApiType[]): string[] {
  return [
    ...(code.includes('(enum.Enum)') ? ['import enum'] : []),
    ...(/: JSON\b/.test(code) ? ['from strawberry.scalars import JSON'] : []),
    ...['datetime', 'decimal', 'uuid'].flatMap((module) =>
      code.includes(`: ${module}.`) ? [`import ${module}`] : [],
    ),
    ...modelImports(types),
  ].filter((line) => !source.text.includes(`${line}\n`));
}
