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
import { findModule } from './find-module.ts';
import type { Interpreter } from './interpreter.ts';

/**
 * What the evaluated module defines, as the three states of the contract. `because` is set when the
 * evaluation was cut short.
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
  return {
    module,
    file,
    files: [
      ...(file === undefined ? [] : [file]),
      ...[...interpreter.readFiles].filter((one) => one !== file),
    ],
    failure,
    lookups: interpreter.lookups,
    names: [...bindings.keys()].filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name)).sort(),
    get: (name) =>
      stateOf(
        scope,
        name,
        because ??
          (failure === undefined || bindings.has(name)
            ? undefined
            : 'the import of the settings fails'),
      ),
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
  of.bases.some((base) =>
    base.kind === 'class'
      ? isConfiguration(base)
      : base.kind === 'unknown' && base.because.endsWith(' package configurations'),
  );

function attributesOf(of: ClassValue): Map<string, Binding> {
  const above = [...of.bases]
    .reverse()
    .flatMap((base) => (base.kind === 'class' ? [...attributesOf(base)] : []));
  return new Map([...above, ...of.scope.variables]);
}

function stateOf(
  scope: Scope | undefined,
  name: string,
  because: string | undefined,
): SettingState {
  const binding = scope?.variables.get(name);
  const computed = (why: string): SettingState => ({
    state: 'computed',
    because: why,
    dependsOn: [],
    at: undefined,
    elements: undefined,
  });
  if (because !== undefined) return computed(because);
  if (binding === undefined) {
    if (scope?.incomplete !== undefined) return computed(scope.incomplete);
    const dependsOn = mergeVariables(scope?.skipped.get(name) ?? [], scope?.skipped.get('*') ?? []);
    return { state: 'absent', ...(dependsOn.length === 0 ? {} : { dependsOn }) };
  }
  const { value } = binding;
  const at = binding.at ?? value.at;
  const dependsOn = mergeVariables(binding.env, allVariables(value));
  const plain = plainOf(value);
  if (plain !== undefined && !binding.maybeUnset)
    return { state: 'known', value: plain, dependsOn, at, elements: elementsOf(value) };
  return {
    state: 'computed',
    because:
      plain !== undefined
        ? 'it is set under a condition only'
        : (becauseOf(value) ?? 'it cannot be decided without running it'),
    dependsOn,
    at,
    elements: elementsOf(value),
  };
}

function elementsOf(value: Value): SettingElement[] | undefined {
  if (value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'set') return undefined;
  return value.items.map((item) => ({ value: plainOf(item), at: placeOfElement(item) }));
}

const placeOfElement = (item: Value): SourceRange | undefined => item.at;
