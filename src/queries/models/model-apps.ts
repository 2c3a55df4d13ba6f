import type { Repository } from '../../project/repository.ts';
import { installedApps } from '../apps/installed-apps.ts';
import { literalValue, pythonSource } from '../apps/python-source.ts';

/** An app of the repository: its label and its dotted package. */
export interface ModelApp {
  readonly label: string;
  readonly module: string;
}

/** The apps that are installed or have migrations. */
export function modelApps(repository: Repository, importRoot: string): ModelApp[] {
  const folders = [
    ...installedApps(repository).flatMap(({ folder }) => folder ?? []),
    ...(repository.djangoProject?.appFolders ?? []),
  ].filter((folder) => folder.startsWith(importRoot));
  return [...new Set(folders)].map((folder) => {
    const module = folder.slice(importRoot.length).replaceAll('/', '.');
    return { module, label: ownLabel(repository, folder) ?? module.split('.').at(-1)! };
  });
}

/** The label that the configuration of an app writes; undefined when it leaves that to Django. */
function ownLabel(repository: Repository, folder: string): string | undefined {
  const source = pythonSource(repository, `${folder}/apps.py`);
  for (const statement of source?.module.body ?? [])
    for (const inner of statement.kind === 'ClassDef' ? statement.body : [])
      if (
        inner.kind === 'Assign' &&
        inner.targets.some((target) => target.kind === 'Name' && target.id === 'label')
      ) {
        const value = literalValue(inner.value);
        if (typeof value === 'string') return value;
      }
  return undefined;
}
