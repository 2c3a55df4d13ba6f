import type { EvaluatedSettings } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import { bindingsOf, isBoundEarly, isInSight } from './config-binding.ts';
import {
  type ConfigReader,
  FIRST,
  IMPORT_CONFIG,
  libraryReader,
  PLAIN,
  type ReadingStyle,
} from './config-reader.ts';
import type { SettingsLayout } from './layout.ts';

/**
 * How the project's production settings read config vars: with the library that they import, else
 * with os.environ.
 */
export function readingStyle(repository: Repository): ReadingStyle {
  const settings = repository.djangoProject?.production;
  return settings === undefined ? 'plain' : (bindingsOf(repository, settings)[0]?.style ?? 'plain');
}

/**
 * The reader for lines in production's settings. `style` is what was asked for; an object of that
 * library that the lines can see is used under its own name.
 */
export function configReader(
  repository: Repository,
  settings: EvaluatedSettings,
  layout: SettingsLayout,
  style: ReadingStyle,
): ConfigReader {
  if (style === 'plain') return PLAIN;
  const known = bindingsOf(repository, settings).filter((one) => one.style === style);
  const own = known.find((one) => isInSight(repository, settings, layout, one));
  const name = style === 'decouple' ? 'config' : 'env';
  // A second object under the name of one that is made further down would be lost there.
  if (own === undefined && known.some((one) => one.name === name && one.file === layout.sourcePath))
    return PLAIN;
  if (own === undefined)
    return libraryReader(style, name, {
      ...FIRST[style],
      isAtHand: layout.mode === 'single' || FIRST[style].definition === '',
    });
  const isAtHand = own.file !== layout.sourcePath || own.isImport || isBoundEarly(repository, own);
  if (own.isImport)
    return libraryReader(style, own.name, { imports: [IMPORT_CONFIG], definition: '', isAtHand });
  return libraryReader(style, own.name, {
    imports: [],
    definition: '',
    isAtHand,
    isShared: layout.mode === 'split',
    defaults: own.defaults ?? [],
  });
}
