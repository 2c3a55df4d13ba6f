import { defineRule } from '../check/rule.ts';
import { DJANGO_COMMANDS } from '../facts/django-commands.ts';
import type { Repository } from '../project/repository.ts';
import { installedApps } from '../queries/apps/installed-apps.ts';
import { unignoreStep } from '../queries/apps/misnamed.ts';
import { managementCommand } from '../queries/processes/process-commands.ts';
import { repeatedCalls } from '../queries/processes/script-calls.ts';
import { isWhole } from '../queries/settings/production-settings.ts';

type Fault = 'spelling' | 'ignored' | 'not-installed' | 'absent';

interface Facts {
  readonly command: string;
  readonly processType: string;
  readonly fault: Fault;
  /** The right name, or the file of the command; undefined for `absent`. */
  readonly instead: string | undefined;
}

const FOLDER = '/management/commands/';

export default defineRule<Facts>({
  id: 'management-command-missing',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "How to create custom django-admin commands"',
    url: 'https://docs.djangoproject.com/en/6.1/howto/custom-management-commands/',
  },
  docs: 'The Procfile runs a management command that no installed app of the pushed code has.',
  example: { command: 'seed', processType: 'release', fault: 'absent', instead: undefined },
  *check(repository) {
    if (!isWhole(repository, 'INSTALLED_APPS')) return;
    for (const processType of repository.procfile?.processTypes.keys() ?? []) {
      for (const { call, mustSucceed } of repeatedCalls(repository, processType)) {
        const word = managementCommand(call);
        if (word === undefined || !mustSucceed || !/^[A-Za-z]\w*(-\w+)*$/.test(word.text)) continue;
        const found = faultOf(repository, word.text);
        if (found === undefined) continue;
        yield {
          at: word.at,
          facts: { command: word.text, processType, ...found },
          severity: /^(release|web)$/.test(processType) ? 'error' : 'warning',
        };
      }
    }
  },
  message: ({ command, processType, fault, instead }) => ({
    what: {
      spelling: `The command \`${command}\` is run here, and its name is \`${instead}\`.`,
      ignored: `The command \`${command}\` is run here, and git ignores \`${instead}\`.`,
      'not-installed': `The command \`${command}\` is run here, and the app that has it (\`${instead}\`) is not in INSTALLED_APPS.`,
      absent: `The command \`${command}\` is run here, and no app in INSTALLED_APPS has it.`,
    }[fault],
    why: `manage.py stops with "Unknown command: '${command}'"${processType === 'release' ? ', so the release fails and the new code is not deployed' : `, so every ${processType} dyno crashes`}.`,
    next: {
      spelling: `Write \`${instead}\`.`,
      ignored: unignoreStep(instead ?? ''),
      'not-installed': 'Add its app to INSTALLED_APPS, or correct the name.',
      absent:
        'Correct the name, or commit the file that defines the command:\n  git status --ignored',
    }[fault],
  }),
});

function faultOf(
  repository: Repository,
  command: string,
): Pick<Facts, 'fault' | 'instead'> | undefined {
  if (DJANGO_COMMANDS.has(command)) return undefined;
  const { files, git } = repository;
  const apps = installedApps(repository);
  const own = apps.flatMap(({ folder }) => folder ?? []);
  const all = files.paths.filter((path) => path.endsWith('.py') && path.includes(FOLDER));
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.py'.length);
  const isInstalled = (path: string) => own.some((folder) => path.startsWith(`${folder}${FOLDER}`));
  if (all.some((path) => nameOf(path) === command && isInstalled(path))) return undefined;
  const plain = (name: string) => name.toLowerCase().replaceAll('-', '_');
  const spelled = all.find((path) => isInstalled(path) && plain(nameOf(path)) === plain(command));
  if (spelled !== undefined) return { fault: 'spelling', instead: nameOf(spelled) };
  const behind = own
    .map((folder) => `${folder}${FOLDER}${command}.py`)
    .find((path) => git?.isIgnored(path) && git.staysBehind(path));
  if (behind !== undefined) return { fault: 'ignored', instead: behind };
  // A package, or an app that is installed under a name which is not understood, may have it.
  if (apps.some(({ name, folder }) => folder === undefined && !name.startsWith('django.')))
    return undefined;
  const elsewhere = all.find((path) => nameOf(path) === command);
  return elsewhere === undefined
    ? { fault: 'absent', instead: undefined }
    : { fault: 'not-installed', instead: elsewhere };
}
