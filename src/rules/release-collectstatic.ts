import { defineRule, fixFrom } from '../check/rule.ts';
import { removeCall } from '../edits/process-call.ts';
import { managementCommand, processCalls } from '../queries/processes/process-commands.ts';

export default defineRule<{ processType: string }>({
  id: 'release-collectstatic',
  group: 'release',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Release Phase": design considerations',
    url: 'https://devcenter.heroku.com/articles/release-phase#design-considerations',
  },
  docs: 'Static files are collected in the release phase or at boot instead of during the build.',
  example: { processType: 'release' },
  *check(repository) {
    for (const processType of ['release', 'web']) {
      for (const call of processCalls(repository, processType)) {
        if (managementCommand(call)?.text !== 'collectstatic') continue;
        const command = repository.procfile?.processTypes.get(processType)?.commandAt;
        // A process manager may have started it from another file.
        const result =
          command?.file === call.at.file
            ? removeCall(repository.files.text('Procfile') ?? '', command, call.at)
            : undefined;
        yield {
          at: call.at,
          facts: { processType },
          ...fixFrom('Leave it to the build', 'unsafe', 'Procfile', result),
        };
      }
    }
  },
  message: ({ processType }) => ({
    what: `The \`${processType}\` process runs \`collectstatic\`.`,
    why:
      processType === 'release'
        ? 'The release phase runs on its own dyno, whose disk is discarded afterwards. The web dynos never see these files.'
        : 'Every dyno collects all files again at every start, which eats into its 60 seconds to boot.',
    next: 'Remove it: the build runs `collectstatic` by itself and puts the files into the slug. If it fails there, fix that instead.',
  }),
});
