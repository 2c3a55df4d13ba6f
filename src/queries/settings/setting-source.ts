import type { Repository } from '../../project/repository.ts';
import type { PySource } from '../../python/parse.ts';
import { pythonSource } from '../apps/python-source.ts';
import { productionSource, settingOf } from './production-settings.ts';

/**
 * The file in which a setting of production is decided; the production module itself when nothing
 * sets it. Undefined when it is no readable Python.
 */
export function settingSource(repository: Repository, name: string): PySource | undefined {
  const state = settingOf(repository, name);
  const at = state === undefined || state.state === 'absent' ? undefined : state.at;
  return at === undefined ? productionSource(repository) : pythonSource(repository, at.file);
}
