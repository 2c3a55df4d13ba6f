import { defineRule, fixFrom } from '../check/rule.ts';
import { addProcess } from '../edits/procfile.ts';
import { webCommandFor } from '../queries/processes/procfile-names.ts';

export default defineRule<{ command: string; others: readonly string[] }>({
  id: 'procfile-web-missing',
  group: 'processes',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "The Procfile": the web process type',
    url: 'https://devcenter.heroku.com/articles/procfile#the-web-process-type',
  },
  leadsTo: ['H14'],
  docs: 'The Procfile has no `web` process type.',
  initFeature: 'procfile',
  example: { command: 'gunicorn shop.wsgi', others: ['release'] },
  *check(repository) {
    const { procfile } = repository;
    if (procfile === undefined || procfile.processTypes.has('web')) return;
    const others = [...procfile.processTypes.keys()];
    const command = webCommandFor(repository);
    const result = addProcess(repository.files.text('Procfile'), 'web', command);
    yield {
      at: { file: 'Procfile', start: 0, end: 0 },
      facts: { command, others },
      ...fixFrom('Add a web line', 'unsafe', 'Procfile', result),
    };
  },
  message: ({ command, others }) => ({
    what: `The Procfile has no \`web\` process type${others.length === 0 ? '' : `, only ${others.map((name) => `\`${name}\``).join(', ')}`}.`,
    why: 'Only a process type named exactly `web` receives requests. Without it, every request ends in H14.',
    next: `Add this line to the Procfile:\n  web: ${command}`,
  }),
});
