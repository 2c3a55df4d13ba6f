import type { Repository } from '../../project/repository.ts';
import { decidingLookups } from './deciding-lookups.ts';
import { productionSettings } from './production-settings.ts';

/**
 * The names of the config vars that a production setting is made from, each once; none for a setting
 * that reads no variable or cannot be evaluated.
 */
export function settingVariables(repository: Repository, setting: string): readonly string[] {
  const settings = productionSettings(repository);
  if (settings === undefined) return [];
  const lookups = decidingLookups(settings, settings.get(setting));
  return [...new Set(lookups.map(({ variable }) => variable))];
}
