/**
 * The only entrance to the evaluator: other rooms import nothing else of it. README.md beside this
 * file explains how it works.
 */
export { type EvaluateOptions, evaluateSettings } from './evaluate.ts';
export type {
  EnvironmentLookup,
  EvaluatedSettings,
  PlainValue,
  SettingElement,
  SettingState,
  SettingsFailure,
  UnsetVariables,
} from './values/setting-state.ts';
