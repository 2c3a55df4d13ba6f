import { defineRule } from '../check/rule.ts';
import { callsOf } from '../queries/processes/process-commands.ts';

export default defineRule<{ runner: string; processType: string }>({
  id: 'procfile-tool-missing',
  group: 'processes',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, bin/compile: what is on PATH at run time',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/bin/compile#L186-L223',
  },
  leadsTo: ['H10'],
  docs: 'A process is started through `uv run`, `poetry run` or `pipenv run`, a tool that does not exist at run time.',
  example: { runner: 'uv run', processType: 'web' },
  *check(repository) {
    for (const call of repository.procfile?.lines.flatMap(callsOf) ?? []) {
      const { runner } = call;
      if (runner === undefined) continue;
      // Pipenv alone is kept for run time, and only when it installed the dependencies.
      if (
        runner.name === 'pipenv run' &&
        repository.dependencies.managers.some(({ id }) => id === 'pipenv')
      )
        continue;
      const edits = [
        { file: runner.at.file, start: runner.at.start, end: call.programAt.start, text: '' },
      ];
      yield {
        at: runner.at,
        facts: { runner: runner.name, processType: call.processType },
        fix: { title: `Leave out \`${runner.name}\``, safety: 'safe', edits },
      };
    }
  },
  message: ({ runner, processType }) => ({
    what: `The \`${processType}\` process starts its program through \`${runner}\`.`,
    why: 'The tool is only used during the build and is not on a dyno\'s PATH. The shell answers "command not found", and the process crashes.',
    next: `Call the program directly, without \`${runner}\`: all installed programs are on the PATH.`,
  }),
});
