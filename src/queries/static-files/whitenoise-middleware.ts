import type { Repository } from '../../project/repository.ts';
import { dottedName } from '../../python/walk.ts';
import { importRootOf } from '../apps/installed-apps.ts';
import { pythonSource } from '../apps/python-source.ts';
import { stringsOf } from '../settings/production-settings.ts';

/** The class that WhiteNoise serves static files with. */
export const WHITENOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';

/** Most classes of the project that are looked through on the way to WhiteNoise's own. */
const MAX_DEPTH = 5;

/**
 * The entries of MIDDLEWARE that are WhiteNoise's class or a subclass of the project's own, as far
 * as the list is known.
 */
export function whiteNoiseEntries(repository: Repository): readonly string[] {
  return (stringsOf(repository, 'MIDDLEWARE') ?? []).filter((name) =>
    isWhiteNoise(repository, name, 0),
  );
}

function isWhiteNoise(repository: Repository, path: string, depth: number): boolean {
  if (/^whitenoise\.(middleware|django)\./.test(path)) return true;
  const [, module = '', name = ''] = /^(.+)\.([^.]+)$/.exec(path) ?? [];
  const root = importRootOf(repository) ?? '';
  const base = root + module.replaceAll('.', '/');
  const file = [`${base}.py`, `${base}/__init__.py`].find((one) => repository.files.has(one));
  const source = file === undefined ? undefined : pythonSource(repository, file);
  if (source === undefined || depth > MAX_DEPTH || !/whitenoise/i.test(source.text)) return false;
  const imported = new Map<string, string>();
  for (const statement of source.module.body) {
    if (statement.kind !== 'ImportFrom' || statement.module === null) continue;
    const package_ = statement.level === 0 ? [] : module.split('.').slice(0, -statement.level);
    const from = [...package_, statement.module].join('.');
    for (const one of statement.names) imported.set(one.asname ?? one.name, `${from}.${one.name}`);
  }
  const own = imported.get(name);
  if (own !== undefined) return isWhiteNoise(repository, own, depth + 1);
  const bases = source.module.body.flatMap((statement) =>
    statement.kind === 'ClassDef' && statement.name === name
      ? statement.bases.flatMap((one) => dottedName(one) ?? [])
      : [],
  );
  return bases.some((one) => {
    const named = imported.get(one) ?? (one.includes('.') ? one : `${module}.${one}`);
    return isWhiteNoise(repository, named, depth + 1);
  });
}
