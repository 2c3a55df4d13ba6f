import type { Run } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { list, none, str, tuple, unknown } from '../values/constructors.ts';
import { keyOf } from '../values/keys.ts';
import type { CallArguments, Dict, Entry, Value } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import { itemsOf } from './iterable-items.ts';

type Method = (run: Run, target: Dict, args: CallArguments) => Value;

/**
 * What a dict has under a key; undefined when it surely has nothing, unknown when that cannot be
 * told.
 */
export function entryOf(target: Dict, key: Value): Value | undefined {
  const hash = keyOf(key);
  if (hash === undefined) return unknown('its key is not known', key.env);
  return (
    target.entries.get(hash)?.value ??
    (target.open ? unknown('it is in a dict that is not fully known', target.env) : undefined)
  );
}

/** Sets one key; a key that is not known makes the dict open. */
export function setEntry(run: Run, target: Dict, key: Value, value: Value): void {
  const hash = keyOf(key);
  if (hash === undefined) run.journal.setEntries(target, target.entries, true);
  else run.journal.setEntry(target, hash, { key: target.entries.get(hash)?.key ?? key, value });
  if (run.control.length > 0) target.env = mergeVariables(target.env, run.control);
}

/** Copies what `update` and `dict()` take into a dict. */
export function updateFrom(
  run: Run,
  target: Dict,
  source: Value | undefined,
  keywords: ReadonlyMap<string, Value>,
): void {
  const entries = new Map<string, Entry>(target.entries);
  let open = target.open;
  if (source?.kind === 'dict') {
    for (const [key, entry] of source.entries) entries.set(key, entry);
    open ||= source.open;
  } else if (source?.kind === 'namespace') {
    for (const [name, binding] of source.scope.variables)
      entries.set(`s${name}`, { key: str(name), value: binding.value });
  } else if (source !== undefined) {
    const pairs = itemsOf(run, source);
    open ||= pairs?.open ?? true;
    for (const pair of pairs?.items ?? []) {
      const [key, value] = pair.kind === 'tuple' || pair.kind === 'list' ? pair.items : [];
      const hash = key === undefined ? undefined : keyOf(key);
      if (key === undefined || value === undefined || hash === undefined) open = true;
      else entries.set(hash, { key, value });
    }
  }
  for (const [name, value] of keywords) entries.set(`s${name}`, { key: str(name), value });
  run.journal.setEntries(target, entries, open);
}

const METHODS: Readonly<Record<string, Method>> = {
  get: (_run, target, args) =>
    entryOf(target, args.positional[0] ?? none()) ?? args.positional[1] ?? none(),
  setdefault: (run, target, args) => {
    const [key = none(), value = none()] = args.positional;
    const present = entryOf(target, key);
    if (present !== undefined) return present;
    setEntry(run, target, key, value);
    return value;
  },
  pop: (run, target, args) => {
    const [key = none(), fallback] = args.positional;
    const present = entryOf(target, key);
    const hash = keyOf(key);
    if (present === undefined && fallback === undefined)
      throw new PythonRaise('KeyError', 'no such key', { at: args.at });
    if (hash !== undefined) run.journal.setEntry(target, hash, undefined);
    return present ?? fallback ?? none();
  },
  update: (run, target, args) => {
    updateFrom(run, target, args.positional[0], args.keywords);
    if (args.open) run.journal.setEntries(target, target.entries, true);
    return none();
  },
  copy: (_run, target) => ({ ...target, entries: new Map(target.entries) }),
  clear: (run, target) => {
    run.journal.setEntries(target, new Map(), false);
    return none();
  },
  keys: (_run, target) =>
    list(
      [...target.entries.values()].map((entry) => entry.key),
      target.env,
      target.open,
    ),
  values: (_run, target) =>
    list(
      [...target.entries.values()].map((entry) => entry.value),
      target.env,
      target.open,
    ),
  items: (_run, target) =>
    list(
      [...target.entries.values()].map((entry) => tuple([entry.key, entry.value])),
      target.env,
      target.open,
    ),
};

/** The method of a dict; undefined when Python has none of that name. */
export function dictMethod(
  run: Run,
  target: Dict,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const method = METHODS[name];
  return method === undefined ? undefined : (args) => method(run, target, args);
}
