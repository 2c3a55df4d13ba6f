import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { walk } from '../../python/walk.ts';
import { pythonSource } from '../apps/python-source.ts';
import { productionSettings, settingOf } from '../settings/production-settings.ts';
import { storageBackend } from './static-files.ts';

/** A field of a model whose files are kept on the disk of the dyno. */
export interface UploadField {
  readonly at: SourceRange;
  /** FileField or ImageField. */
  readonly field: string;
}

/**
 * The first field whose uploads production would keep on the dyno's disk; undefined without one,
 * and where it cannot be told.
 */
export function uploadOnDisk(repository: Repository): UploadField | undefined {
  const settings = productionSettings(repository);
  if (settings === undefined || settings.failure !== undefined) return undefined;
  if (
    ['STORAGES', 'DEFAULT_FILE_STORAGE'].some(
      (name) => settingOf(repository, name)?.state === 'computed',
    )
  )
    return undefined;
  if (
    !/^(django\.core\.files\.storage\.(filesystem\.)?FileSystemStorage)?$/.test(
      storageBackend(repository, 'default') ?? '',
    )
  )
    return undefined;
  for (const file of repository.files.paths) {
    if (!/(^|\/)models(\.py|\/[^/]+\.py)$/.test(file)) continue;
    // Most models store no files, and reading them as Python is the dearest part of a check.
    if (!/\b(File|Image)Field\b/.test(repository.files.text(file) ?? '')) continue;
    const source = pythonSource(repository, file);
    for (const node of source === undefined ? [] : walk(source.module)) {
      if (
        node.kind !== 'Call' ||
        node.func.kind !== 'Attribute' ||
        !/^(File|Image)Field$/.test(node.func.attr)
      )
        continue;
      // A storage of its own may well be an object storage.
      if (
        node.func.value.kind !== 'Name' ||
        node.func.value.id !== 'models' ||
        node.keywords.some(({ arg }) => arg === 'storage')
      )
        continue;
      return { at: { file, start: node.func.start, end: node.func.end }, field: node.func.attr };
    }
  }
  return undefined;
}
