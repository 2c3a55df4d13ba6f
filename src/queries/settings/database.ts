import type { PlainValue } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import { asDict, knownSetting, productionSettings, settingOf } from './production-settings.ts';

/** The default database of production as far as it is certain. */
export interface ProductionDatabase {
  readonly kind: 'postgres' | 'sqlite' | 'other';
  readonly settings: { readonly [key: string]: PlainValue };
  readonly options: { readonly [key: string]: PlainValue };
  readonly dependsOn: readonly string[];
}

/** The default database that a dyno would use; undefined when it cannot be decided. */
export function productionDatabase(repository: Repository): ProductionDatabase | undefined {
  const known = knownSetting(repository, 'DATABASES');
  const settings = asDict(asDict(known?.value)?.default);
  const engine = settings?.ENGINE;
  if (known === undefined || settings === undefined || typeof engine !== 'string') return undefined;
  const kind = /sqlite3|spatialite/.test(engine)
    ? 'sqlite'
    : /postgres|postgis/.test(engine)
      ? 'postgres'
      : 'other';
  return { kind, settings, options: asDict(settings.OPTIONS) ?? {}, dependsOn: known.dependsOn };
}

/** True when the production settings look up DATABASE_URL, in whatever way. */
export function readsDatabaseUrl(repository: Repository): boolean {
  const state = settingOf(repository, 'DATABASES');
  const dependsOn = state === undefined || state.state === 'absent' ? [] : state.dependsOn;
  return (
    dependsOn.includes('DATABASE_URL') ||
    (productionSettings(repository)?.lookups.some(({ variable }) => variable === 'DATABASE_URL') ??
      false)
  );
}
