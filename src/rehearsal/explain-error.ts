import type { Cause, CommandOutput } from '../facts/causes/cause.ts';
import { findRunCause } from '../facts/causes/find-cause.ts';
import { ownFrame, renderFrame } from '../facts/causes/own-frame.ts';
import { lastError } from '../heroku/logs/last-error.ts';
import { settingVariables } from '../queries/settings/setting-variables.ts';
import type { Evidence } from './rehearsal.ts';
import type { RehearsalState } from './state.ts';

/** What is known of the app whose command failed. */
export type AboutApp = Omit<CommandOutput, 'text'>;

/** What a rehearsal knows of its app, for the explanation of an error. */
export function aboutApp({ options, build, configVars }: RehearsalState): AboutApp {
  return {
    manager: build?.report.packageManager ?? undefined,
    configVars: configVars.values,
    variablesOf: (setting) => settingVariables(options.repository, setting),
  };
}

type Facts = NonNullable<Evidence['facts']>;

/**
 * The facts of a failed command of the project's own code: its last error, the project's own line
 * that raised it, and what its output is known to mean. For `withFacts`.
 */
export function errorFacts(
  text: string,
  about: AboutApp = {},
): { readonly [Name in keyof Facts]: Facts[Name] | undefined } {
  const error = lastError(text);
  const frame = ownFrame(text);
  const place = frame === undefined ? '' : renderFrame(frame);
  return { error, frame: place, ...causeFacts(findRunCause({ ...about, text }), [error, place]) };
}

/** The facts of a cause, without the lines that are shown elsewhere; none of no cause. */
export function causeFacts(cause: Cause | undefined, shown: readonly string[] = []): Facts {
  if (cause === undefined) return {};
  return {
    cause: cause.what,
    lines: cause.evidence.filter((line) => !shown.includes(line)),
    variables: [...(cause.variables ?? [])],
    remedy: [...cause.remedy],
    ...(cause.ofMachine === true ? { machine: cause.what } : {}),
  };
}
