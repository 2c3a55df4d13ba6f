import { defineRule, type Fix } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { definesName, pythonSource } from '../queries/apps/python-source.ts';
import { serverModule } from '../queries/processes/server-interface.ts';
import { type WebServer, webServers } from '../queries/processes/web-server.ts';

interface Facts {
  readonly module: string;
  readonly attribute: string;
  readonly fault: 'module' | 'elsewhere' | 'attribute';
  /**
   * The folder that would have to be searched, for `elsewhere`; what the module does define, for
   * `attribute`.
   */
  readonly instead: string | undefined;
}

export default defineRule<Facts>({
  id: 'procfile-module-missing',
  group: 'processes',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'gunicorn documentation, "Running Gunicorn"',
    url: 'https://gunicorn.org/run/#gunicorn',
  },
  leadsTo: ['H10'],
  docs: 'The `web` process names an application module that is not in the repository, or a name that the module does not define.',
  example: { module: 'shop.wsgi', attribute: 'app', fault: 'attribute', instead: 'application' },
  *check(repository) {
    for (const server of webServers(repository)) {
      const { application } = server;
      const facts = judge(repository, server);
      if (application === undefined || facts === undefined) continue;
      const colon = application.text.indexOf(':');
      const fix: Fix | undefined =
        facts.fault === 'attribute' && facts.instead !== undefined && colon >= 0
          ? {
              title: `Name \`${facts.instead}\``,
              safety: 'safe',
              edits: [
                {
                  file: application.at.file,
                  start: application.at.start + colon + 1,
                  end: application.at.end,
                  text: facts.instead,
                },
              ],
            }
          : undefined;
      yield { at: application.at, facts, ...(fix === undefined ? {} : { fix }) };
    }
  },
  message: ({ module, attribute, fault, instead }) => ({
    what: {
      module: `The \`web\` process starts \`${module}\`, and there is no such module in the repository.`,
      elsewhere: `The \`web\` process starts \`${module}\`, which lies in \`${instead}/\` where the server does not look.`,
      attribute: `The module \`${module}\` defines no \`${attribute}\`${instead === undefined ? '' : `; Django's own name for it is \`${instead}\``}.`,
    }[fault],
    why: 'The server cannot import the application: the dyno crashes at every start, and every request ends in H10.',
    next:
      fault === 'elsewhere'
        ? `Tell the server where to look:\n  web: gunicorn --chdir ${instead} ${module}`
        : fault === 'attribute' && instead !== undefined
          ? `Write \`${module}:${instead}\`, or \`${module}\` alone.`
          : 'Name the dotted path of your wsgi.py, for instance `shop.wsgi` for shop/wsgi.py.',
  }),
});

function judge(repository: Repository, server: WebServer): Facts | undefined {
  const served = serverModule(repository, server);
  if (served === undefined) return undefined;
  const { module, attribute, file } = served;
  if (file === undefined) return judgeMissing(repository, module, attribute);
  const source = pythonSource(repository, file);
  if (source === undefined || definesName(source, attribute) !== false) return undefined;
  const instead = ['application', 'app'].find((name) => definesName(source, name) === true);
  return { module, attribute, fault: 'attribute', instead };
}

/** A module that some installed package may bring is not judged. */
function judgeMissing(
  repository: Repository,
  module: string,
  attribute: string,
): Facts | undefined {
  const path = module.replaceAll('.', '/');
  const elsewhere = repository.files.paths.find((one) => one.endsWith(`/${path}.py`));
  if (elsewhere !== undefined)
    return {
      module,
      attribute,
      fault: 'elsewhere',
      instead: elsewhere.slice(0, -`/${path}.py`.length),
    };
  const top = path.split('/')[0] ?? '';
  return repository.dependencies.declares(top)
    ? undefined
    : { module, attribute, fault: 'module', instead: undefined };
}
