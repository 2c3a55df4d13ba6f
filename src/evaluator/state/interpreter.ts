import type { FileTree } from '../../python/file-tree.ts';
import type { Expression, Statement } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import type {
  CallArguments,
  ModuleValue,
  Sequence,
  Value,
  Variables,
} from '../values/python-value.ts';
import type { EnvironmentLookup } from '../values/setting-state.ts';
import type { Scope } from './scope.ts';
import type { Journal } from './transaction.ts';

/**
 * How a block of statements ended. `maybe` holds what was returned under conditions that could not
 * be decided.
 */
export type Completion =
  | { readonly kind: 'normal'; readonly maybe?: readonly Value[] }
  | { readonly kind: 'return'; readonly value: Value; readonly maybe?: readonly Value[] }
  | { readonly kind: 'break' | 'continue'; readonly maybe?: readonly Value[] };

/**
 * One evaluation under way. The functions at the end are the interpreter's, so that models need not
 * import it.
 */
export interface Run {
  readonly files: FileTree;
  readonly djangoRoot: string;
  /** How the tree's root is written in paths, such as `<root>`. */
  readonly rootText: string;
  readonly unsetVariables: 'absent' | 'unknown';
  readonly environment: { map: Map<string, Value> };
  readonly lookups: EnvironmentLookup[];
  readonly journal: Journal;
  readonly modules: Map<string, ModuleValue>;
  /** Scopes of modules whose import failed, as far as they came. */
  readonly failed: Map<string, Scope>;
  readonly searchPath: Sequence;
  readonly readFiles: Set<string>;
  /** Paths that were opened for writing: what is in them then is not known. */
  readonly written: Set<string>;
  /** Variables of the conditions around the statement that runs. */
  control: Variables;
  /** Set when something unmodelled was called, which may have raised. */
  mayHaveRaised: boolean;
  callDepth: number;
  here: SourceRange | undefined;

  step(): void;
  evaluate(node: Expression, scope: Scope): Value;
  execute(body: readonly Statement[], scope: Scope): Completion;
  call(callee: Value, args: CallArguments): Value;
  attribute(value: Value, name: string, at: SourceRange): Value;
  /**
   * Imports a dotted module; undefined when it is not one of the project's. Raises as Python does
   * when it should be there.
   */
  importModule(name: string, at: SourceRange): Value;
}

/** Arguments without keywords, for calls that models make themselves. */
export function plainCall(
  positional: readonly Value[],
  from: Pick<CallArguments, 'scope' | 'at'>,
): CallArguments {
  return { positional, keywords: new Map(), open: false, scope: from.scope, at: from.at };
}
