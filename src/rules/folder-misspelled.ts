import { defineRule } from '../check/rule.ts';
import type { PlainValue } from '../evaluator/api.ts';
import type { Repository } from '../project/repository.ts';
import { sameButCase } from '../queries/apps/project-modules.ts';
import { asDict, productionSettings } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly setting: string;
  readonly folder: string;
  readonly instead: string;
}

/** What paths of settings that lie in the repository begin with. */
const ROOT = '<root>/';

export default defineRule<Facts>({
  id: 'folder-misspelled',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Git documentation, "git-config": core.ignoreCase',
    url: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreignoreCase',
  },
  docs: 'A setting names a folder of templates, static files, fixtures or translations in another case than git.',
  example: { setting: 'STATICFILES_DIRS', folder: 'Static', instead: 'static' },
  *check(repository) {
    const settings = productionSettings(repository);
    if (settings === undefined) return;
    for (const setting of ['TEMPLATES', 'STATICFILES_DIRS', 'LOCALE_PATHS', 'FIXTURE_DIRS']) {
      const state = settings.get(setting);
      if (state.state !== 'known') continue;
      for (const folder of foldersIn(setting, state.value)) {
        const instead = misspelled(repository, folder);
        if (instead !== undefined)
          yield { at: state.at, facts: { setting, folder: folder.slice(ROOT.length), instead } };
      }
    }
  },
  message: ({ setting, folder, instead }) => ({
    what: `${setting} names the folder \`${folder}\`, and git calls it \`${instead}\`.`,
    why: 'The disks of macOS and Windows take both spellings for one. On a dyno the folder does not exist, and nothing in it is found.',
    next: `Write \`${instead}\`.`,
  }),
});

function foldersIn(setting: string, value: PlainValue): string[] {
  const items = Array.isArray(value) ? (value as PlainValue[]) : [];
  const folders =
    setting === 'TEMPLATES'
      ? items.flatMap((engine) => (asDict(engine)?.DIRS as PlainValue[] | undefined) ?? [])
      : // A pair gives the files a prefix.
        items.map((item) => (Array.isArray(item) ? (item[1] as PlainValue) : item));
  return folders.filter((folder): folder is string => typeof folder === 'string');
}

function misspelled(repository: Repository, folder: string): string | undefined {
  if (!folder.startsWith(ROOT)) return undefined;
  return sameButCase(repository, folder.slice(ROOT.length).replace(/\/+$/, ''));
}
