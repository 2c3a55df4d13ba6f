import type { SourceRange } from '../../python/source-range.ts';

/**
 * A Python value as plain data: `str`, `int`/`float`, `bool`, `None`, list/tuple/set, dict, and
 * paths (as POSIX text below `<root>`).
 */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/**
 * One element of a list-like setting: its value (undefined: unknown) and the place where that
 * element is written, which may be another module.
 */
export interface SettingElement {
  readonly value: PlainValue | undefined;
  readonly at: SourceRange | undefined;
}

/**
 * What a setting is on a dyno, in three states that must not be merged.
 * `absent`: the settings do not define it, so Django's default holds.
 * `computed`: it cannot be decided without running it; `because` says why in a few words.
 * `known`: the value, its last assignment, and for lists the place of each element.
 * `dependsOn` lists the environment variables that the value was made from, sorted.
 */
export type SettingState =
  | {
      readonly state: 'absent' /** Variables that decided against a branch that would have set it; absent when there are none. */;
      readonly dependsOn?: readonly string[];
    }
  | {
      readonly state: 'computed';
      readonly because: string;
      readonly dependsOn: readonly string[];
      readonly at: SourceRange | undefined;
      /**
       * Elements known so far of a list that is only partly known; undefined when nothing is known.
       */
      readonly elements: readonly SettingElement[] | undefined;
    }
  | {
      readonly state: 'known';
      readonly value: PlainValue;
      readonly dependsOn: readonly string[];
      readonly at: SourceRange | undefined;
      readonly elements: readonly SettingElement[] | undefined;
    };

/**
 * What an environment variable counts as that is not given.
 * `absent`: it is not set. A look-up without a default makes the import fail, as in Python.
 * `unknown`: it may or may not be set on the dyno. A look-up with a default gives the default, one
 * without is computed; both name the variable.
 * `required`: it is set when a look-up has no default, to a value that is not known, and else not
 * set: the least that the settings need.
 */
export type UnsetVariables = 'absent' | 'unknown' | 'required';

/** One look-up of an environment variable met while evaluating. */
export interface EnvironmentLookup {
  readonly variable: string;
  readonly at: SourceRange;
  /** True when the look-up has no default: without the variable the import fails. */
  readonly required: boolean;
  /** The default as plain data, when there is one and it is known. */
  readonly fallback: PlainValue | undefined;
}

/** Why a settings module does not import. */
export interface SettingsFailure {
  readonly kind: 'missing-variable' | 'missing-module' | 'syntax-error' | 'raised';
  readonly message: string;
  readonly variable: string | undefined;
  readonly at: SourceRange | undefined;
}

/** A settings module after evaluation under one environment. */
export interface EvaluatedSettings {
  /** Dotted module, such as `shop.settings.heroku`. */
  readonly module: string;
  /** The file of that module; undefined when the module is not in the tree. */
  readonly file: string | undefined;
  /** Every file of the project that was read, the module's own first. */
  readonly files: readonly string[];
  /** Undefined when the import succeeds as far as can be told. */
  readonly failure: SettingsFailure | undefined;
  readonly lookups: readonly EnvironmentLookup[];
  /** Upper-case names that are defined, sorted. */
  readonly names: readonly string[];
  get(name: string): SettingState;
}
