import { defineRule, fixFrom } from '../check/rule.ts';
import { removeCall } from '../edits/process-call.ts';
import { callsOf, managementCommand } from '../queries/processes/process-commands.ts';

export default defineRule<{ processType: string }>({
  id: 'release-makemigrations',
  group: 'release',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Release Phase": design considerations',
    url: 'https://devcenter.heroku.com/articles/release-phase#design-considerations',
  },
  docs: 'A process creates migrations on the dyno.',
  example: { processType: 'release' },
  *check(repository) {
    const calls =
      repository.procfile?.lines.flatMap((line) =>
        callsOf(line).map((call) => ({ call, command: line.commandAt })),
      ) ?? [];
    for (const { call, command } of calls) {
      if (managementCommand(call)?.text !== 'makemigrations') continue;
      // With --check it writes nothing: that is a guard, and a good one.
      if (call.args.some(({ text }) => text === '--check' || text === '--dry-run')) continue;
      const result = removeCall(repository.files.text('Procfile') ?? '', command, call.at);
      yield {
        at: call.at,
        facts: { processType: call.processType },
        ...fixFrom('Leave it out', 'unsafe', 'Procfile', result),
      };
    }
  },
  message: ({ processType }) => ({
    what: `The \`${processType}\` process runs \`makemigrations\`.`,
    why: "The files are written to the dyno's own disk and vanish with it. They never reach the repository, and the next release creates different ones.",
    next: 'Run it on your machine, commit the files, and leave only `migrate` here:\n  python manage.py makemigrations\n  git add */migrations',
  }),
});
