import type { PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { childrenOf, dottedName } from '../../python/walk.ts';
import { isGuarded } from './name-uses.ts';

/** A dotted name of a module, or of something in one, with its place. */
export interface NamedModule {
  readonly name: string;
  /** The setting that names it; undefined for code. */
  readonly setting: string | undefined;
  readonly at: SourceRange | undefined;
  /** True for an import within a function. */
  readonly later: boolean;
}

/**
 * The imports of a file that certainly run when it is imported, or when a function of it is called,
 * and the modules that it names in `include("…")`. Relative names start from the folder, given as
 * its parts.
 */
export function namesInModule(source: PySource, folder: readonly string[]): NamedModule[] {
  const names: NamedModule[] = [];
  let later = false;
  const add = (name: string, { start, end }: { start: number; end: number }) =>
    names.push({ name, setting: undefined, at: { file: source.file, start, end }, later });
  const visit = (node: PyNode): void => {
    if (isGuarded(node)) return;
    switch (node.kind) {
      case 'Import':
        for (const alias of node.names) add(alias.name, alias);
        return;
      case 'ImportFrom': {
        const module = absoluteName(node.module, node.level, folder);
        for (const alias of module === undefined ? [] : node.names)
          add(alias.name === '*' ? module! : `${module}.${alias.name}`, alias);
        return;
      }
      case 'Call': {
        const [first] = node.args;
        const text = first?.kind === 'Tuple' ? first.elts[0] : first;
        if (
          /(^|\.)include$/.test(dottedName(node.func) ?? '') &&
          text?.kind === 'Constant' &&
          typeof text.value === 'string' &&
          /^[A-Za-z_][\w.]*$/.test(text.value)
        )
          add(text.value, text);
        break;
      }
      // What these hold may never run, except for `ready` of an app's configuration.
      case 'FunctionDef':
      case 'AsyncFunctionDef': {
        const outer = later;
        later ||= node.name !== 'ready' || !source.file.endsWith('/apps.py');
        for (const child of node.body) visit(child);
        later = outer;
        return;
      }
      case 'Lambda':
      case 'If':
        return;
      default:
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(source.module);
  return names;
}

/** The dotted name of a module that a `from … import` names, seen from the folder of the file. */
export function absoluteName(
  module: string | null,
  level: number,
  folder: readonly string[],
): string | undefined {
  if (level === 0) return module ?? undefined;
  if (level - 1 > folder.length) return undefined;
  const above = folder.slice(0, folder.length - level + 1);
  return [...above, ...(module ?? '').split('.')].filter(Boolean).join('.');
}
