import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { productionSettings, settingOf } from '../settings/production-settings.ts';

/** An entry of INSTALLED_APPS as text. */
export interface InstalledApp {
  /** As written, such as `orders` or `orders.apps.OrdersConfig`. */
  readonly name: string;
  readonly at: SourceRange | undefined;
  /** Folder of the app relative to the project root; undefined for an app that a package brings. */
  readonly folder: string | undefined;
}

/** The installed apps as far as they are known. */
export function installedApps(repository: Repository): InstalledApp[] {
  const state = settingOf(repository, 'INSTALLED_APPS');
  const elements = state === undefined || state.state === 'absent' ? [] : (state.elements ?? []);
  const root = importRootOf(repository);
  return elements.flatMap(({ value, at }) =>
    typeof value === 'string'
      ? [
          {
            name: value,
            at,
            folder: root === undefined ? undefined : folderOf(repository, root, value),
          },
        ]
      : [],
  );
}

/**
 * The folder that the production settings are imported from, with a slash at its end unless it is
 * the root; undefined without them.
 */
export function importRootOf(repository: Repository): string | undefined {
  const settings = productionSettings(repository);
  const path = settings?.file?.replace(/(\/__init__)?\.py$/, '');
  const own = settings?.module.replaceAll('.', '/');
  return path === undefined || own === undefined || !path.endsWith(own)
    ? undefined
    : path.slice(0, path.length - own.length);
}

/** An app is named by its package or by a class in a module of it. */
function folderOf({ files }: Repository, root: string, name: string): string | undefined {
  const parts = name.split('.');
  const candidates = [parts, parts.slice(0, -1), parts.slice(0, -2)].filter(
    (one) => one.length > 0,
  );
  return candidates
    .map((one) => root + one.join('/'))
    .find((folder) =>
      ['__init__', 'apps', 'models'].some((file) => files.has(`${folder}/${file}.py`)),
    );
}
