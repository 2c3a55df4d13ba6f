import type { SettingState } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Repository } from '../../project/repository.ts';
import { ownLookups } from './deciding-lookups.ts';
import { effectiveValue, productionSettings, settingOf } from './production-settings.ts';
import { settingsWithoutConfigVars } from './settings-without-config-vars.ts';

/** Config vars that say where the app runs. A dyno that lacks them lacks more than one switch. */
const STAGE = /(^|_)(ENV|ENVIRONMENT|STAGE|MODE|DEBUG|DEPLOY\w*|PROD|PRODUCTION)(_|$)/;
/** Config vars that are a switch for HTTPS by their name. */
const HTTPS = /SSL|HTTPS|TLS|SECURE|HSTS|COOKIE/;

/** Texts that switch something on, in the order in which they are tried. */
const ON = ['True', 'true', '1', 'on', 'yes'];

/** How a switch of production is off. */
export interface SwitchedOff {
  /** False when no module sets it. */
  readonly set: boolean;
  /** The config vars without which it stays off; empty when no config var decides it. */
  readonly unless: readonly string[];
  /** The text for the first of them that turns it on; undefined when none of the usual does. */
  readonly text: string | undefined;
}

/** How a switch is off in production; undefined when it is on, or when that cannot be decided. */
export function switchedOff(repository: Repository, name: string): SwitchedOff | undefined {
  if (effectiveValue(repository, name, false) === false)
    return { set: effectiveValue(repository, name, null) === false, unless: [], text: undefined };
  const unless = offUnlessSet(repository, name);
  const [variable] = unless;
  return variable === undefined
    ? undefined
    : { set: true, unless, text: textThatTurnsOn(repository, name, variable) };
}

/**
 * The config vars without which a setting stays off in production, such as
 * `os.getenv("SECURE_SSL_REDIRECT", "False") == "True"`. Empty when the setting is on without
 * them, when no config var decides it, and when one decides it that stands for the environment as
 * a whole, such as `STAGE`.
 */
export function offUnlessSet(repository: Repository, name: string): readonly string[] {
  const settings = productionSettings(repository);
  const state = settingOf(repository, name);
  if (settings === undefined || state?.state !== 'computed') return [];
  const own = new Set(ownLookups(settings, state).map(({ variable }) => variable));
  const deciding =
    own.size > 0 ? [...own] : state.dependsOn.filter((variable) => HTTPS.test(variable));
  if (deciding.length === 0 || deciding.some((variable) => STAGE.test(variable))) return [];
  return isOff(settingsWithoutConfigVars(repository)?.get(name)) ? deciding : [];
}

function textThatTurnsOn(
  repository: Repository,
  name: string,
  variable: string,
): string | undefined {
  const { djangoProject, appJson } = repository;
  const module = djangoProject?.productionModule?.value;
  if (djangoProject === undefined || module === undefined) return undefined;
  const environment = { ...platformEnvironment(appJson), DJANGO_SETTINGS_MODULE: module };
  return ON.find((text) => {
    const given = { ...environment, [variable]: text };
    const state = djangoProject.evaluate(module, given, 'required').get(name);
    return state.state === 'known' && !isOff(state);
  });
}

function isOff(state: SettingState | undefined): boolean {
  if (state?.state === 'absent') return true;
  return state?.state === 'known' && [false, 0, null, ''].some((off) => off === state.value);
}
