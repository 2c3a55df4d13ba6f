import { evaluateSettings, type SettingState } from '../../src/evaluator/api.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';

/** A settings module of this text, where any variable may be set. */
export function evaluateText(text: string) {
  return evaluateSettings(memoryFiles({ 'settings.py': text }), {
    djangoRoot: '',
    module: 'settings',
    environment: {},
    unsetVariables: 'unknown',
  });
}

/** The value of a setting as JSON, or why it is unknown. */
export const shown = (state: SettingState): string =>
  state.state === 'computed'
    ? state.because
    : state.state === 'known'
      ? JSON.stringify(state.value)
      : 'absent';
