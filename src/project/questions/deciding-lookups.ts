import type { EnvironmentLookup, EvaluatedSettings, SettingState } from '../settings/values.ts';

/**
 * The look-ups that a setting was made from. One in the statement that decides it has the last word; of the others, which may belong to a statement
 * that it overrides, those count only when there is none.
 */
export function decidingLookups(settings: EvaluatedSettings, state: SettingState): readonly EnvironmentLookup[] {
  if (state.state === 'absent') return [];
  const { at, dependsOn } = state;
  const own = settings.lookups.filter(
    (one) => at !== undefined && one.at.file === at.file && one.at.start >= at.start && one.at.end <= at.end,
  );
  return (own.length > 0 ? own : settings.lookups).filter(({ variable }) => dependsOn.includes(variable));
}
