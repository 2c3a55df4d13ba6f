import { defineRule, fixFrom } from '../check/rule.ts';
import { removeSetting } from '../edits/python/setting.ts';
import { dottedName, findAssignments, walk } from '../python/walk.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { gunicornConfigFile, webServers } from '../queries/processes/web-server.ts';

export default defineRule<{ call: string }>({
  id: 'gunicorn-workers-by-cpu',
  group: 'logging-and-scale',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Deploying Python Applications with Gunicorn": basic configuration',
    url: 'https://devcenter.heroku.com/articles/python-gunicorn#basic-configuration',
  },
  leadsTo: ['R14', 'R15'],
  docs: "gunicorn derives its worker count from the machine's processors, which does not fit a dyno's memory.",
  initFeature: 'gunicorn',
  example: { call: 'multiprocessing.cpu_count()' },
  *check(repository) {
    for (const server of webServers(repository)) {
      if (server.name !== 'gunicorn' || server.options.has('workers')) continue;
      const path = gunicornConfigFile(server);
      const source = pythonSource(repository, path);
      for (const { value } of source === undefined
        ? []
        : findAssignments(source.module, 'workers', { inBlocks: true })) {
        for (const node of value === null ? [] : walk(value)) {
          const name = node.kind === 'Call' ? dottedName(node.func) : undefined;
          if (name === undefined || !/(^|\.)cpu_count$/.test(name)) continue;
          const result = source && removeSetting(source, 'workers');
          yield {
            at: { file: path, start: node.start, end: node.end },
            facts: { call: `${name}()` },
            ...fixFrom('Leave the count to WEB_CONCURRENCY', 'unsafe', path, result),
          };
        }
      }
    }
  },
  message: ({ call }) => ({
    what: `gunicorn's worker count comes from \`${call}\`.`,
    why: 'The smallest dynos report eight processors and have 512 MB. The usual formula starts 17 workers there, far more than fit (R14, then R15).',
    next: 'Remove `workers`: gunicorn reads WEB_CONCURRENCY, which Heroku sets to fit the dyno.',
  }),
});
