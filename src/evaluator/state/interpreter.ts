import type { FileTree } from '../../python/file-tree.ts';
import type { Expression, Statement } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import type {
  CallArguments,
  ClassValue,
  Collection,
  ModuleValue,
  NativeObject,
  Scope,
  Value,
  Variables,
} from '../values/python-value.ts';
import type { EnvironmentLookup, UnsetVariables } from '../values/setting-state.ts';
import type { Work } from '../values/work.ts';
import type { Effects } from './effects.ts';
import type { PythonRaise } from './raise.ts';
import type { Transaction } from './transaction.ts';

/**
 * How a block of statements ended. `maybe` holds what was returned under conditions that could not
 * be decided.
 */
export type Completion =
  | {
      readonly kind: 'normal';
      readonly maybe?: readonly Value[];
      /** True for an `if` that ran the statements after it as well. */
      readonly ranRest?: boolean;
    }
  | { readonly kind: 'return'; readonly value: Value; readonly maybe?: readonly Value[] }
  | { readonly kind: 'break' | 'continue'; readonly maybe?: readonly Value[] };

/**
 * One evaluation under way. The functions at the end are the interpreter's, so that builtins and
 * libraries need not import it.
 */
export interface Interpreter extends Work {
  readonly files: FileTree;
  readonly djangoRoot: string;
  /** How the tree's root is written in paths, such as `<root>`. */
  readonly rootText: string;
  readonly unsetVariables: UnsetVariables;
  readonly environment: { map: Map<string, Value> };
  /** The look-ups of environment variables, by variable and place. */
  readonly lookups: Map<string, EnvironmentLookup>;
  readonly transaction: Transaction;
  readonly modules: Map<string, ModuleValue>;
  /** Scopes of modules whose import failed, as far as they came. */
  readonly failed: Map<string, Scope>;
  /** The libraries that were imported, by their dotted name. */
  readonly libraries: Map<string, NativeObject>;
  /** Python's exception classes that were asked for, by their name. */
  readonly exceptions: Map<string, ClassValue>;
  /** The members of each enumeration that were asked for: the same one at each look-up. */
  readonly enumMembers: Map<ClassValue, Map<string, Value>>;
  /** The exception that a handler in each scope handles. */
  readonly handling: Map<Scope, PythonRaise>;
  /** What the generators that run have yielded, by the scope of their body. */
  readonly yielded: Map<Scope, Value[]>;
  /** What blocks of statements may do, as far as it was asked for. */
  readonly effects: Map<object, Effects>;
  /** The folders of the tree; found when they are first asked for. */
  folders: ReadonlySet<string> | undefined;
  readonly searchPath: Collection;
  readonly readFiles: Set<string>;
  /** Paths that were opened for writing: what is in them then is not known. */
  readonly written: Set<string>;
  /** Variables of the conditions around the statement that runs. */
  control: Variables;
  /** Set when a call was made that is not evaluated, which may have raised. */
  mayHaveRaised: boolean;
  callDepth: number;
  here: SourceRange | undefined;

  evaluate(node: Expression, scope: Scope): Value;
  execute(body: readonly Statement[], scope: Scope): Completion;
  call(callee: Value, args: CallArguments): Value;
  attribute(value: Value, name: string, at: SourceRange): Value;
  setAttribute(value: Value, name: string, to: Value, at: SourceRange): void;
  setItem(container: Value, key: Value, value: Value, at: SourceRange): void;
  /**
   * Imports a dotted module; undefined when it is not one of the project's. Raises as Python does
   * when it should be there.
   */
  importModule(name: string, at: SourceRange): Value;
  /** Runs a file of the tree in a scope. Raises SyntaxError for one that is not Python. */
  runFile(file: string, scope: Scope, at: SourceRange): void;
}

/** Arguments without keywords, for calls that libraries make themselves. */
export function plainCall(
  positional: readonly Value[],
  from: Pick<CallArguments, 'scope' | 'at'>,
): CallArguments {
  return { positional, keywords: new Map(), incomplete: false, scope: from.scope, at: from.at };
}
