import type { SettingState } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import { productionSettings, settingOf } from './production-settings.ts';
import { settingsWithoutConfigVars } from './settings-without-config-vars.ts';

/** The hosts that production serves. */
export interface ServedHosts {
  readonly hosts: readonly string[];
  /** Config vars that would add further hosts; empty when the list is certain. */
  readonly unless: readonly string[];
}

/**
 * The hosts that production serves; undefined when they cannot be told. What a config var adds to a
 * written list is left out: nothing says that the config var is set on Heroku.
 */
export function servedHosts(repository: Repository): ServedHosts | undefined {
  const state = settingOf(repository, 'ALLOWED_HOSTS');
  if (state === undefined) return undefined;
  if (state.state !== 'computed') {
    const isList = state.state === 'known' && Array.isArray(state.value);
    return { hosts: isList ? textsOf(state) : [], unless: [] };
  }
  const byDefault = isAddedTo(repository, state)
    ? settingsWithoutConfigVars(repository)?.get('ALLOWED_HOSTS')
    : undefined;
  return byDefault?.state === 'known' && Array.isArray(byDefault.value)
    ? { hosts: textsOf(byDefault), unless: state.dependsOn }
    : undefined;
}

/** True for a host name that reaches this machine only. */
export function isLocalHost(host: string): boolean {
  return /^(localhost|\.localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|::1|testserver)$/.test(host);
}

/** True for a list of which some items are written out and others come from config vars. */
function isAddedTo(repository: Repository, state: SettingState): boolean {
  const written = productionSettings(repository)?.get('ALLOWED_HOSTS');
  if (written === undefined || written.state === 'absent' || written.at === undefined) return false;
  const { file, start, end } = written.at;
  const statement = (repository.files.text(file) ?? '').slice(start, end);
  // What one config var makes as a whole, its default included, is given as a whole.
  const isDisplay = written.state === 'computed' || /^[^=]*=\s*[[(]/.test(statement);
  return (
    isDisplay &&
    (written.elements?.length ?? 0) > 0 &&
    state.state === 'computed' &&
    state.dependsOn.length > 0
  );
}

function textsOf(state: Extract<SettingState, { state: 'known' }>): string[] {
  return Array.isArray(state.value)
    ? state.value.filter((host) => typeof host === 'string' && host !== '')
    : [];
}
