import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { installedApps } from '../queries/apps/installed-apps.ts';
import { misnamed, type NamedFiles, unignoreStep } from '../queries/apps/misnamed.ts';
import { callsOf, managementCommand } from '../queries/processes/process-commands.ts';
import { isAbsent } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly name: string;
  readonly fault: 'spelling' | 'ignored' | 'absent';
  readonly instead: string | undefined;
}

/** Formats of fixtures, compressed or not. Source: Django 6.1, "Fixtures"; read 2026-11-30. */
const EXTENSION = /\.(json|jsonl|xml|ya?ml)(\.(gz|zip|bz2|lzma|xz))?$/;

export default defineRule<Facts>({
  id: 'fixture-missing',
  group: 'release',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Fixtures": how fixtures are discovered',
    url: 'https://docs.djangoproject.com/en/6.1/topics/db/fixtures/#how-fixtures-are-discovered',
  },
  docs: 'The Procfile loads a fixture that git does not push.',
  example: { name: 'Countries', fault: 'spelling', instead: 'countries' },
  *check(repository) {
    if (!isAbsent(repository, 'FIXTURE_DIRS')) return;
    const fixtures = fixtureFiles(repository);
    const foreign = installedApps(repository).some(
      ({ name, folder }) => folder === undefined && !name.startsWith('django.'),
    );
    const calls = [...(repository.procfile?.processTypes.values() ?? [])].flatMap(callsOf);
    for (const call of calls) {
      const command = managementCommand(call);
      if (command?.text !== 'loaddata') continue;
      const given = call.args.slice(call.args.indexOf(command) + 1);
      for (const { text, at } of given.slice(
        0,
        given.findIndex((one) => /^-/.test(one.text)) >>> 0,
      )) {
        const name = text.replace(EXTENSION, '').replace(/^\.\//, '');
        const found = misnamed(repository, fixtures, name);
        const isThere =
          fixtures.byName.has(name) || repository.files.has(text.replace(/^\.\//, ''));
        if (isThere || /[$*]/.test(text)) continue;
        const fault =
          found?.fault === 'ignored'
            ? 'ignored'
            : found?.instead === undefined
              ? 'absent'
              : 'spelling';
        // An installed package may bring fixtures of its own.
        if (fault === 'absent' && foreign && keptBack(repository, fixtures, name) === undefined)
          continue;
        const behind = fault === 'absent' ? keptBack(repository, fixtures, name) : undefined;
        yield {
          at,
          facts: {
            name: text,
            fault: behind === undefined ? fault : 'ignored',
            instead: behind ?? found?.instead,
          },
        };
      }
    }
  },
  message: ({ name, fault, instead }) => ({
    what: {
      spelling: `The fixture \`${name}\` is loaded here, and its name is \`${instead}\`.`,
      ignored: `The fixture \`${name}\` is loaded here, and git ignores \`${instead}\`.`,
      absent: `The fixture \`${name}\` is loaded here, and the repository has no such file.`,
    }[fault],
    why: 'loaddata stops with "No fixture named … found": the release fails, or the process ends.',
    next: {
      spelling: `Write \`${instead}\`.`,
      ignored: unignoreStep(instead!),
      absent: 'Correct the name, or commit the file:\n  git status --ignored',
    }[fault],
  }),
});

/** Fixtures of the repository by their name below a folder `fixtures`, and by their whole path. */
function fixtureFiles({ files }: Repository): NamedFiles {
  const byName = new Map<string, string>();
  const folders = new Set<string>();
  for (const path of files.paths) {
    if (!EXTENSION.test(path)) continue;
    const bare = path.replace(EXTENSION, '');
    byName.set(bare, path);
    const inFolder = /^(.*?(?:^|\/)fixtures)\/(.+)$/.exec(bare);
    if (inFolder === null) continue;
    byName.set(inFolder[2]!, path);
    folders.add(inFolder[1]!);
  }
  for (const path of files.paths)
    if (/\/models\.py$/.test(path)) folders.add(path.replace(/models\.py$/, 'fixtures'));
  return { byName, folders: [...folders], ownPrefixes: new Set() };
}

/** A fixture that is on the disk and that git ignores. */
function keptBack({ git }: Repository, { folders }: NamedFiles, name: string): string | undefined {
  return ['', ...folders.map((folder) => `${folder}/`)]
    .flatMap((folder) => ['json', 'yaml', 'xml'].map((one) => `${folder}${name}.${one}`))
    .find((path) => git?.staysBehind(path));
}
