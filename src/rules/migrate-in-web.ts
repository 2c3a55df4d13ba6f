import { defineRule, fixFrom } from '../check/rule.ts';
import { removeCall } from '../edits/process-call.ts';
import { addProcess } from '../edits/procfile.ts';
import type { Repository } from '../project/repository.ts';
import {
  managementCommand,
  type ProgramCall,
  processCalls,
} from '../queries/processes/process-commands.ts';

export default defineRule<null>({
  id: 'migrate-in-web',
  group: 'release',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Release Phase": specifying release phase tasks',
    url: 'https://devcenter.heroku.com/articles/release-phase#specifying-release-phase-tasks',
  },
  leadsTo: ['R10'],
  docs: 'Migrations run each time the `web` process starts.',
  example: null,
  *check(repository) {
    for (const call of processCalls(repository, 'web')) {
      const command = managementCommand(call);
      if (command?.text === 'migrate')
        yield { at: call.at, facts: null, ...fixFor(repository, call) };
    }
  },
  message: () => ({
    what: 'The `web` process runs `migrate` before it serves.',
    why: 'Every dyno runs it at every restart. Several dynos race for the same tables, and with a long migration the dyno misses its 60-second boot limit.',
    next: 'Move it into the release process, which runs once per deploy and stops the deploy if it fails:\n  release: python manage.py migrate --no-input',
  }),
});

/**
 * Takes the call out of `web`, and puts it into a release line where there is none that migrates.
 */
function fixFor(repository: Repository, call: ProgramCall): ReturnType<typeof fixFrom> {
  // A process manager may have started it from another file.
  if (call.at.file !== 'Procfile') return {};
  const text = repository.files.text('Procfile') ?? '';
  const web = repository.procfile?.processTypes.get('web');
  const migrates = processCalls(repository, 'release').some(
    (one) => managementCommand(one)?.text === 'migrate',
  );
  if (web === undefined) return {};
  if (!migrates && repository.procfile?.processTypes.has('release'))
    return { declined: 'the release line runs something else: add `migrate` to it by hand' };
  const out = removeCall(text, web.commandAt, call.at);
  if (!out.ok) return { declined: out.because };
  const command = `${text.slice(call.at.start, call.at.end)}`;
  const release = migrates
    ? { ok: true as const, edits: [] }
    : addProcess(text, 'release', command);
  return fixFrom(
    'Move it to the release',
    'unsafe',
    'Procfile',
    release.ok ? { ok: true, edits: [...out.edits, ...release.edits] } : release,
  );
}
