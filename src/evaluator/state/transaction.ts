import type { SourceRange } from '../../python/source-range.ts';
import { unknown } from '../values/constructors.ts';
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
import { spendItems, type Work } from '../values/work.ts';

/** One changeable place: how to read and write it, and how to join what two branches left there. */
interface Cell<T> {
  readonly read: () => T;
  readonly write: (value: T) => void;
  readonly join: (a: T, b: T) => T;
}
interface Touched {
  readonly cell: Cell<unknown>;
  readonly before: unknown;
}
/** The changes of one branch under way. */
interface Layer {
  readonly touched: Map<object, Map<string, Touched>>;
  /** Contents that the branch copied for itself, so that it may change them in place. */
  readonly own: WeakSet<object>;
}
type Changes = Map<object, Map<string, unknown>>;

/**
 * The only way to change anything that Python code can change, so that both branches of an
 * undecided condition can be run and joined. Within a branch, contents are copied before their
 * first change; outside of one, they are changed in place.
 */
export class Transaction {
  readonly #work: Work;
  readonly #layers: Layer[] = [];

  constructor(work: Work) {
    this.#work = work;
  }

  /** True for a list that may be changed in place: no branch has to be taken back with it. */
  mayChange(target: Collection): boolean {
    return this.#owns(target.items);
  }

  /** The list, which the branch that runs has just made and may change in place. */
  adopt(made: Collection): Collection {
    this.#own(made.items);
    return made;
  }

  /**
   * Runs both branches from the same state. Afterwards the state is the one `keep` names: both
   * joined, or what one of them left.
   */
  branch<T>(
    first: () => T,
    second: () => T,
    keep: (a: T, b: T) => 'both' | 'first' | 'second',
  ): readonly [T, T] {
    const touched: Layer['touched'] = new Map();
    const a = this.#record(touched, first);
    const b = this.#record(touched, second);
    const kept = keep(a.result, b.result);
    for (const [owner, cells] of touched) {
      for (const [key, { cell, before }] of cells) {
        const inA = a.changes.get(owner)?.has(key) ? a.changes.get(owner)?.get(key) : before;
        const inB = b.changes.get(owner)?.has(key) ? b.changes.get(owner)?.get(key) : before;
        this.#touch(owner, key, cell);
        if (kept === 'first' || inA === inB) cell.write(inA);
        else cell.write(kept === 'second' ? inB : cell.join(inA, inB));
      }
    }
    return [a.result, b.result];
  }

  /** Binds a name; undefined unbinds it. */
  bind(scope: Scope, name: string, binding: Binding | undefined): void {
    if (this.#layers.length === 0 && binding !== undefined) {
      scope.variables.set(name, binding);
      return;
    }
    const cell: Cell<Binding | undefined> = {
      read: () => scope.variables.get(name),
      write: (value) => {
        if (value === undefined) scope.variables.delete(name);
        else scope.variables.set(name, value);
      },
      join: (a, b) => joinBindings(this.#work, a, b),
    };
    this.#touch(scope, `name ${name}`, cell);
    cell.write(binding);
  }

  /** From now on, names that are not bound in the scope may still be. */
  markIncomplete(scope: Scope, because: string): void {
    this.#touch<string | undefined>(scope, 'incomplete', {
      read: () => scope.incomplete,
      write: (value) => {
        scope.incomplete = value;
      },
      join: (a, b) => a ?? b,
    });
    scope.incomplete ??= because;
  }

  /** The items of a list or set, to be changed in place. */
  changeItems(target: Collection): Value[] {
    if (!this.#owns(target.items)) {
      spendItems(this.#work, target.items.length);
      this.setItems(target, [...target.items]);
      this.#own(target.items);
    }
    return target.items;
  }

  setItems(target: Collection, items: Value[], incomplete = target.incomplete): void {
    this.#touch<Pick<Collection, 'items' | 'incomplete'>>(target, 'items', {
      read: () => ({ items: target.items, incomplete: target.incomplete }),
      write: (value) => Object.assign(target, value),
      join: (a, b) => joinItems(this.#work, a, b),
    });
    target.items = items;
    target.incomplete = incomplete;
  }

  /** Sets one key of a dict; undefined takes it out. */
  setEntry(target: Dict, key: string, entry: DictEntry | undefined): void {
    const entries = this.changeEntries(target);
    if (entry === undefined) entries.delete(key);
    else entries.set(key, entry);
  }

  /** The entries of a dict, to be changed in place. */
  changeEntries(target: Dict): Map<string, DictEntry> {
    if (!this.#owns(target.entries)) {
      spendItems(this.#work, 4 * target.entries.size);
      this.setEntries(target, new Map(target.entries));
      this.#own(target.entries);
    }
    return target.entries;
  }

  setEntries(target: Dict, entries: Map<string, DictEntry>, incomplete = target.incomplete): void {
    this.#touch<Pick<Dict, 'entries' | 'incomplete'>>(target, 'entries', {
      read: () => ({ entries: target.entries, incomplete: target.incomplete }),
      write: (value) => Object.assign(target, value),
      join: (a, b) => joinEntries(this.#work, a, b),
    });
    target.entries = entries;
    target.incomplete = incomplete;
  }

  setAttribute(target: Instance, name: string, value: Value): void {
    const attributes = this.#changeMap(target, {
      read: () => target.attributes,
      write: (map) => {
        target.attributes = map;
      },
    });
    attributes.set(name, value);
  }

  /** Sets one value of a map that is no Python object, such as the environment. */
  setInMap(owner: { map: Map<string, Value> }, name: string, value: Value | undefined): void {
    const map = this.#changeMap(owner, {
      read: () => owner.map,
      write: (changed) => {
        owner.map = changed;
      },
    });
    if (value === undefined) map.delete(name);
    else map.set(name, value);
  }

  /** The map of an owner, to be changed in place. */
  #changeMap(owner: object, access: Omit<Cell<Map<string, Value>>, 'join'>): Map<string, Value> {
    const before = access.read();
    if (this.#owns(before)) return before;
    spendItems(this.#work, 4 * before.size);
    this.#touch(owner, 'map', { ...access, join: (a, b) => joinMaps(this.#work, a, b) });
    const copy = new Map(before);
    access.write(copy);
    this.#own(copy);
    return copy;
  }

  /** True for contents that may be changed in place: no branch has to be taken back. */
  #owns(contents: object): boolean {
    return this.#layers.at(-1)?.own.has(contents) ?? true;
  }

  #own(contents: object): void {
    this.#layers.at(-1)?.own.add(contents);
  }

  /** Runs a branch, gathers its changes, and takes them back. */
  #record<T>(
    touched: Layer['touched'],
    branch: () => T,
  ): { readonly result: T; readonly changes: Changes } {
    const layer: Layer = { touched: new Map(), own: new WeakSet() };
    this.#layers.push(layer);
    let result: T;
    try {
      result = branch();
    } finally {
      this.#layers.pop();
    }
    const changes: Changes = new Map();
    for (const [owner, cells] of layer.touched) {
      spendItems(this.#work, 4 * cells.size);
      changes.set(owner, new Map([...cells].map(([key, { cell }]) => [key, cell.read()])));
      const known = touched.get(owner) ?? new Map<string, Touched>();
      touched.set(owner, known);
      for (const [key, one] of cells) {
        one.cell.write(one.before);
        if (!known.has(key)) known.set(key, one);
      }
    }
    return { result, changes };
  }

  /** Keeps what was there before the first change within the branch that runs. */
  #touch<T>(owner: object, key: string, cell: Cell<T>): void {
    const layer = this.#layers.at(-1);
    if (layer === undefined) return;
    const cells = layer.touched.get(owner) ?? new Map<string, Touched>();
    layer.touched.set(owner, cells);
    if (!cells.has(key)) cells.set(key, { cell: cell as Cell<unknown>, before: cell.read() });
  }
}

function joinBindings(
  work: Work,
  a: Binding | undefined,
  b: Binding | undefined,
): Binding | undefined {
  if (a === undefined || b === undefined) {
    const bound = a ?? b;
    return bound === undefined ? undefined : { ...bound, maybeUnset: true };
  }
  return {
    value: joinValues(work, a.value, b.value),
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
  work: Work,
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const joined = new Map<string, Value>();
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [inA, inB] = [a.get(name), b.get(name)];
    work.spend(0.5);
    joined.set(
      name,
      inA === undefined || inB === undefined
        ? joinValues(work, (inA ?? inB)!, unknown('it may not be set'))
        : joinValues(work, inA, inB),
    );
  }
  return joined;
}
