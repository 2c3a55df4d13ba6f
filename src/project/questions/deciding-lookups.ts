import type { EnvironmentLookup, EvaluatedSettings, SettingState } from '../settings/values.ts';

/** The look-ups that stand in the statement which decides a setting. */
export function ownLookups(settings: EvaluatedSettings, state: SettingState): readonly EnvironmentLookup[] {
  const at = state.state === 'absent' ? undefined : state.at;
  if (at === undefined) return [];
  return settings.lookups.filter((one) => one.at.file === at.file && one.at.start >= at.start && one.at.end <= at.end);
}

/**
 * The look-ups that a setting was made from. One in the statement that decides it has the last word; of the others, which may belong to a statement
 * that it overrides, those count only when there is none.
 */
export function decidingLookups(settings: EvaluatedSettings, state: SettingState): readonly EnvironmentLookup[] {
  if (state.state === 'absent') return [];
  const own = ownLookups(settings, state);
  return (own.length > 0 ? own : settings.lookups).filter(({ variable }) => state.dependsOn.includes(variable));
}
