import type { EnvironmentLookup, EvaluatedSettings } from '../../evaluator/api.ts';

/**
 * The first look-up of a variable that the Redis add-on sets, with an address of the scheme
 * `rediss://`; undefined when the settings read none.
 */
export function redisLookup(
  settings: EvaluatedSettings | undefined,
): EnvironmentLookup | undefined {
  return settings?.lookups.find(({ variable }) =>
    /^(HEROKU_REDIS_[A-Z]+|REDIS(_TLS)?)_URL$/.test(variable),
  );
}
