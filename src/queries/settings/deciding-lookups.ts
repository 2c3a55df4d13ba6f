import type { EnvironmentLookup, EvaluatedSettings, SettingState } from '../../evaluator/api.ts';

/** The look-ups that stand in the statement which decides a setting. */
export function ownLookups(
  settings: EvaluatedSettings,
  state: SettingState,
): readonly EnvironmentLookup[] {
  const at = state.state === 'absent' ? undefined : state.at;
  if (at === undefined) return [];
  return settings.lookups.filter(
    (one) => one.at.file === at.file && one.at.start >= at.start && one.at.end <= at.end,
  );
}

/**
 * The look-ups that a setting was made from. Those in the statement that decides it have the last
 * word; where a function looks up for it, the last look-up of each variable counts, since an
 * earlier one may belong to a statement that was overridden.
 */
export function decidingLookups(
  settings: EvaluatedSettings,
  state: SettingState,
): readonly EnvironmentLookup[] {
  if (state.state === 'absent') return [];
  const own = ownLookups(settings, state).filter(({ variable }) =>
    state.dependsOn.includes(variable),
  );
  if (own.length > 0) return own;
  return state.dependsOn.flatMap(
    (variable) => settings.lookups.findLast((one) => one.variable === variable) ?? [],
  );
}
