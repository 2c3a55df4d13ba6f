import type { SourceRange } from '../../python/source-range.ts';
import { joinEntries, joinItems, joinValues } from '../values/join.ts';
import type {
  Binding,
  Collection,
  Dict,
  DictEntry,
  Instance,
  Scope,
  Value,
} from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';

type Join = (a: unknown, b: unknown) => unknown;
interface Cell {
  readonly before: unknown;
  readonly read: () => unknown;
  readonly write: (value: unknown) => void;
  readonly join: Join;
}
type Layer = Map<object, Map<string, Cell>>;
type Changes = Map<object, Map<string, unknown>>;

/** What one of two branches did: its result, and the changes that it made. */
interface Branch<T> {
  readonly result: T;
  readonly changes: Changes;
}

/**
 * The only way to change anything that Python code can change, so that both branches of an
 * undecided condition can be run and joined.
 */
export class Transaction {
  readonly #layers: Layer[] = [];

  /**
   * Runs both branches from the same state. Afterwards the state is the one `keep` names: both joined,
   * or what one of them left.
   */
  branch<T>(
    first: () => T,
    second: () => T,
    keep: (a: T, b: T) => 'both' | 'first' | 'second',
  ): readonly [T, T] {
    const layer: Layer = new Map();
    const a = this.#record(layer, first);
    const b = this.#record(layer, second);
    const kept = keep(a.result, b.result);
    for (const [owner, cells] of layer) {
      for (const [key, cell] of cells) {
        const inA = a.changes.get(owner)?.has(key) ? a.changes.get(owner)?.get(key) : cell.before;
        const inB = b.changes.get(owner)?.has(key) ? b.changes.get(owner)?.get(key) : cell.before;
        this.#touch(owner, key, cell.read, cell.write, cell.join);
        cell.write(
          kept === 'first'
            ? inA
            : kept === 'second'
              ? inB
              : inA === inB
                ? inA
                : cell.join(inA, inB),
        );
      }
    }
    return [a.result, b.result];
  }

  bind(scope: Scope, name: string, binding: Binding | undefined): void {
    const write = (value: unknown): void => {
      if (value === undefined) scope.variables.delete(name);
      else scope.variables.set(name, value as Binding);
    };
    this.#touch(scope, name, () => scope.variables.get(name), write, joinBindings as Join);
    write(binding);
  }

  markIncomplete(scope: Scope, because: string): void {
    const write = (value: unknown): void => {
      scope.incomplete = value as string | undefined;
    };
    this.#touch(
      scope,
      ' incomplete',
      () => scope.incomplete,
      write,
      (a, b) => a ?? b,
    );
    scope.incomplete ??= because;
  }

  setItems(target: Collection, items: Value[], incomplete = target.incomplete): void {
    const write = (value: unknown): void => {
      Object.assign(target, value);
    };
    this.#touch(
      target,
      'items',
      () => ({ items: target.items, incomplete: target.incomplete }),
      write,
      joinItems as Join,
    );
    target.items = items;
    target.incomplete = incomplete;
  }

  setEntry(target: Dict, key: string, entry: DictEntry | undefined): void {
    const entries = new Map(target.entries);
    if (entry === undefined) entries.delete(key);
    else entries.set(key, entry);
    this.setEntries(target, entries);
  }

  setEntries(target: Dict, entries: Map<string, DictEntry>, incomplete = target.incomplete): void {
    const write = (value: unknown): void => {
      Object.assign(target, value);
    };
    this.#touch(
      target,
      'entries',
      () => ({ entries: target.entries, incomplete: target.incomplete }),
      write,
      joinEntries as Join,
    );
    target.entries = entries;
    target.incomplete = incomplete;
  }

  setAttribute(target: Instance, name: string, value: Value): void {
    const write = (attributes: unknown): void => {
      target.attributes = attributes as Map<string, Value>;
    };
    this.#touch(target, 'attributes', () => target.attributes, write, joinMaps as Join);
    target.attributes = new Map(target.attributes).set(name, value);
  }

  /** A map of values that is not a Python object, such as the environment. */
  setInMap(owner: { map: Map<string, Value> }, name: string, value: Value | undefined): void {
    const write = (map: unknown): void => {
      owner.map = map as Map<string, Value>;
    };
    this.#touch(owner, 'map', () => owner.map, write, joinMaps as Join);
    owner.map = new Map(owner.map);
    if (value === undefined) owner.map.delete(name);
    else owner.map.set(name, value);
  }

  #record<T>(cells: Layer, work: () => T): Branch<T> {
    const layer: Layer = new Map();
    this.#layers.push(layer);
    let result: T;
    try {
      result = work();
    } finally {
      this.#layers.pop();
    }
    const changes: Changes = new Map();
    for (const [owner, owned] of layer) {
      changes.set(owner, new Map([...owned].map(([key, cell]) => [key, cell.read()])));
      for (const [key, cell] of owned) {
        cell.write(cell.before);
        const known = cells.get(owner) ?? new Map<string, Cell>();
        if (!known.has(key)) known.set(key, cell);
        cells.set(owner, known);
      }
    }
    return { result, changes };
  }

  #touch(
    owner: object,
    key: string,
    read: () => unknown,
    write: (value: unknown) => void,
    join: Join,
  ): void {
    const layer = this.#layers.at(-1);
    if (layer === undefined) return;
    const cells = layer.get(owner) ?? new Map<string, Cell>();
    if (!cells.has(key)) cells.set(key, { before: read(), read, write, join });
    layer.set(owner, cells);
  }
}

function joinBindings(a: Binding | undefined, b: Binding | undefined): Binding | undefined {
  if (a === undefined || b === undefined) {
    const boundMethod = a ?? b;
    return boundMethod === undefined ? undefined : { ...boundMethod, maybeUnset: true };
  }
  return {
    value: joinValues(a.value, b.value),
    at: laterOf(a.at, b.at),
    env: mergeVariables(a.env, b.env),
    maybeUnset: a.maybeUnset || b.maybeUnset,
  };
}

/** Of two places in one file the later, where a condition replaced what stood before it. */
function laterOf(a: SourceRange | undefined, b: SourceRange | undefined): SourceRange | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.file === b.file && a.start > b.start ? a : b;
}

function joinMaps(
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const joined = new Map<string, Value>();
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const inA = a.get(name);
    const inB = b.get(name);
    const one = inA === undefined || inB === undefined ? undefined : joinValues(inA, inB);
    joined.set(
      name,
      one ??
        joinValues(inA ?? inB!, {
          kind: 'unknown',
          because: 'it may not be set',
          external: false,
          env: [],
          at: undefined,
        }),
    );
  }
  return joined;
}
