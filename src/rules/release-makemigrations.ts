import { defineRule } from '../check/rule.ts';
import { callsOf, managementCommand } from '../project/questions/process-commands.ts';

export default defineRule<{ processType: string }>({
  id: 'release-makemigrations',
  group: 'release',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Release Phase" and "Dynos": the ephemeral filesystem',
  docs: 'A process writes migrations on the dyno.',
  example: { processType: 'release' },
  *check(project) {
    for (const call of project.procfile?.lines.flatMap(callsOf) ?? []) {
      if (managementCommand(call)?.text !== 'makemigrations') continue;
      // With --check it writes nothing: that is a guard, and a good one.
      if (call.args.some(({ text }) => text === '--check' || text === '--dry-run')) continue;
      yield { at: call.at, facts: { processType: call.processType } };
    }
  },
  advise: ({ processType }) => ({
    what: `The \`${processType}\` process runs \`makemigrations\`.`,
    why: "The files are written to the dyno's own disk and vanish with it, so the repository never learns of them and the next release invents others.",
    next: 'Run it on your machine, commit the files, and leave only `migrate` here:\n  python manage.py makemigrations\n  git add */migrations',
  }),
});
