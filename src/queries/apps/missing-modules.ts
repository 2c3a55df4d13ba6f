import { pushedBytes } from '../../project/git/pushed-bytes.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { productionSettings } from '../settings/production-settings.ts';
import { settingStrings } from '../settings/setting-strings.ts';
import { importRootOf } from './installed-apps.ts';
import { type MissingModule, missingPart } from './missing-part.ts';
import { type NamedModule, namesInModule } from './module-names.ts';
import { pythonSource } from './python-source.ts';
import { servedFiles } from './served-modules.ts';

/** A module or name of the project that production names and a dyno will not find. */
export interface MissingName extends MissingModule {
  /** The setting that names it; undefined for code. */
  readonly setting: string | undefined;
  readonly at: SourceRange | undefined;
}

/**
 * The modules of the project that the served code imports, or that settings and URLconfs name, and
 * that git does not push; each once. What a package may bring is not among them.
 */
export function missingModules(repository: Repository): MissingName[] {
  const importRoot = importRootOf(repository);
  const settings = productionSettings(repository);
  if (importRoot === undefined || settings === undefined || settings.failure !== undefined)
    return [];
  const seen = new Set<string>();
  return [...namesInSettings(repository), ...namesInCode(repository, importRoot)].flatMap(
    ({ name, setting, at, later }) => {
      const found = missingPart(repository, importRoot, name, { isSetting: setting !== undefined });
      if (found === undefined || seen.has(found.name)) return [];
      // A function that is never called may import what is not there.
      if (later && found.fault === 'absent') return [];
      // Whoever is still writing the file that names it has not come to `git add` yet.
      if (found.fault === 'untracked' && !isPushedAsItIs(repository, at?.file)) return [];
      seen.add(found.name);
      return [{ ...found, setting, at }];
    },
  );
}

function namesInSettings(repository: Repository): NamedModule[] {
  const urls = productionSettings(repository)?.get('ROOT_URLCONF');
  const root =
    urls?.state === 'known' && typeof urls.value === 'string'
      ? [{ setting: 'ROOT_URLCONF', value: urls.value, at: urls.at }]
      : [];
  return [...settingStrings(repository), ...root].flatMap(({ setting, value, at }) => {
    // `shop.db` may be a database, and a test runner never runs on a dyno.
    if (setting === 'DATABASES' || setting === 'TEST_RUNNER') return [];
    // One word is the name of a module only where apps are listed.
    const pattern =
      setting === 'INSTALLED_APPS' || setting === 'ROOT_URLCONF'
        ? /^[A-Za-z_]\w*(\.\w+)*$/
        : /^[A-Za-z_]\w*(\.\w+)+$/;
    return pattern.test(value) ? [{ name: value, setting, at, later: false }] : [];
  });
}

/** Names in served files that lead to no tracked file; only a file that has such a name is parsed. */
function namesInCode(repository: Repository, importRoot: string): NamedModule[] {
  return servedFiles(repository).flatMap((file) => {
    const isSuspect = [...file.own, ...file.imports, ...file.later].some(
      (name) => missingPart(repository, importRoot, name, { isSetting: false }) !== undefined,
    );
    const source = isSuspect ? pythonSource(repository, file.path) : undefined;
    const folder = file.path.slice(importRoot.length).split('/').slice(0, -1);
    return source === undefined ? [] : namesInModule(source, folder);
  });
}

function isPushedAsItIs(repository: Repository, file: string | undefined): boolean {
  return file !== undefined && pushedBytes(repository, file) !== undefined;
}
