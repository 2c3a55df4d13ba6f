import type { SourceRange } from '../../python/source-range.ts';
import { becauseOf, plainOf } from '../values/plain.ts';
import type { Binding, ClassValue, Scope, Value } from '../values/python-value.ts';
import type {
  EvaluatedSettings,
  SettingElement,
  SettingState,
  SettingsFailure,
} from '../values/setting-state.ts';
import { textOf } from '../values/text.ts';
import { allVariables, mergeVariables } from '../values/variables.ts';
import { OutOfWork, type Work, workOf } from '../values/work.ts';
import { findModule } from './find-module.ts';
import type { Interpreter } from './interpreter.ts';

/** Work granted to turn one setting into plain data: about 50,000 values. */
const MAX_RESULT_WORK = 100_000;

/**
 * What the evaluated module defines, as the three states of the contract. `because` is set when the
 * evaluation was cut short: then no setting is known.
 */
export function resultOf(
  interpreter: Interpreter,
  module: string,
  failure: SettingsFailure | undefined,
  because: string | undefined,
): EvaluatedSettings {
  const own = interpreter.modules.get(module)?.scope ?? interpreter.failed.get(module);
  const scope = own === undefined ? undefined : (configurationIn(interpreter, own) ?? own);
  const file = findModule(interpreter, module)?.file;
  const bindings = scope?.variables ?? new Map<string, Binding>();
  const names = [...bindings.keys()].filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name)).sort();
  const states = new Map<string, SettingState>();
  // What was bound before the import failed might have been changed after that.
  const noValue =
    because ?? (failure === undefined ? undefined : 'the import of the settings fails');
  const get = (name: string): SettingState =>
    noValue === undefined ? stateOf(scope, name) : computed(noValue, bindings.get(name)?.at);
  return {
    module,
    file,
    files: [
      ...(file === undefined ? [] : [file]),
      ...[...interpreter.readFiles].filter((one) => one !== file),
    ],
    failure,
    lookups: [...interpreter.lookups.values()],
    names,
    get: (name) => {
      const state = states.get(name) ?? get(name);
      states.set(name, state);
      return state;
    },
  };
}

/**
 * With django-configurations the settings are the attributes of the class that DJANGO_CONFIGURATION
 * names: those of the class and of the project's classes above it, as one scope. Undefined for
 * settings that are plain modules.
 */
function configurationIn(interpreter: Interpreter, scope: Scope): Scope | undefined {
  const classes = [...scope.variables.values()].flatMap(({ value }) =>
    value.kind === 'class' && isConfiguration(value) ? [value] : [],
  );
  if (classes.length === 0) return undefined;
  const named = textOf(interpreter.environment.map.get('DJANGO_CONFIGURATION'));
  const chosen = classes.find((one) => one.name === named);
  const incomplete = 'django-configurations takes it from a class';
  if (chosen === undefined) return { ...scope, variables: new Map(), incomplete };
  return { ...scope, variables: attributesOf(chosen), incomplete };
}

const isConfiguration = (of: ClassValue): boolean =>
  of.ancestors.some(
    (one) => one.kind === 'unknown' && one.because.endsWith(' package configurations'),
  );

function attributesOf(of: ClassValue): Map<string, Binding> {
  const above = [...of.ancestors]
    .reverse()
    .flatMap((one) => (one.kind === 'class' ? [...one.scope.variables] : []));
  return new Map([...above, ...of.scope.variables]);
}

const computed = (because: string, at?: SourceRange): SettingState => ({
  state: 'computed',
  because,
  dependsOn: [],
  at,
  elements: undefined,
});

function stateOf(scope: Scope | undefined, name: string): SettingState {
  const binding = scope?.variables.get(name);
  if (binding === undefined) {
    if (scope?.incomplete !== undefined) return computed(scope.incomplete);
    const dependsOn = mergeVariables(scope?.skipped.get(name) ?? [], scope?.skipped.get('*') ?? []);
    return { state: 'absent', ...(dependsOn.length === 0 ? {} : { dependsOn }) };
  }
  try {
    return stateOfBinding(workOf(MAX_RESULT_WORK), binding);
  } catch (error) {
    if (error instanceof OutOfWork) return computed('it is too large');
    if (error instanceof RangeError) return computed('it is nested too deeply');
    throw error;
  }
}

function stateOfBinding(work: Work, binding: Binding): SettingState {
  const { value } = binding;
  const at = binding.at ?? value.at;
  const dependsOn = mergeVariables(binding.env, allVariables(work, value));
  const plain = plainOf(work, value);
  const elements = elementsOf(work, value);
  if (plain !== undefined && !binding.maybeUnset)
    return { state: 'known', value: plain, dependsOn, at, elements };
  return {
    state: 'computed',
    because:
      plain !== undefined
        ? 'it is set under a condition only'
        : (becauseOf(work, value) ?? 'it cannot be decided without running it'),
    dependsOn,
    at,
    elements,
  };
}

function elementsOf(work: Work, value: Value): SettingElement[] | undefined {
  if (value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'set') return undefined;
  return value.items.map((item) => ({ value: plainOf(work, item), at: item.at }));
}
