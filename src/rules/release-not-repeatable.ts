import { defineRule, type Message, type Violation } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { fixtureKeys, ownCommand, repeatFault } from '../queries/apps/management-commands.ts';
import { managementCommand, type ProgramCall } from '../queries/processes/process-commands.ts';
import { repeatedCalls } from '../queries/processes/script-calls.ts';

type Fault = 'superuser' | 'asks' | 'user' | 'rows' | 'fixture-rows' | 'fixture-resets' | 'empties';

interface Facts {
  readonly fault: Fault;
  readonly processType: string;
  readonly command: string;
  /** The file that shows it, where the project defines the command. */
  readonly file: string | undefined;
}

export default defineRule<Facts>({
  id: 'release-not-repeatable',
  group: 'release',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Release Phase": when does the release command run?',
    url: 'https://devcenter.heroku.com/articles/release-phase#when-does-the-release-command-run',
  },
  docs: 'A command that runs at every release fails or does harm the second time.',
  example: {
    fault: 'superuser',
    processType: 'release',
    command: 'createsuperuser',
    file: undefined,
  },
  *check(repository) {
    for (const processType of ['release', 'web']) {
      for (const { call, mustSucceed } of repeatedCalls(repository, processType)) {
        const judged = judge(repository, call);
        if (judged === undefined) continue;
        const { severity, ...facts } = judged;
        // Where a failure is let through, nothing fails; rows still pile up.
        if (severity === 'error' && !mustSucceed) continue;
        yield { at: call.at, facts: { ...facts, processType }, severity };
      }
    }
  },
  message: (facts) => ({ ...WORDS[facts.fault](facts), next: NEXT[facts.fault](facts) }),
});

type Judged = Omit<Facts, 'processType'> & Required<Pick<Violation<Facts>, 'severity'>>;

function judge(repository: Repository, call: ProgramCall): Judged | undefined {
  const word = managementCommand(call);
  if (word === undefined) return undefined;
  const rest = call.args.slice(call.args.indexOf(word) + 1).map(({ text }) => text);
  const command = word.text;
  const own = ownCommand(repository, command);
  if (own !== undefined) {
    const fault = repeatFault(repository.files.text(own) ?? '');
    return fault && { fault, command, file: own, severity: severityOf(fault) };
  }
  const fault = faultOf(repository, command, rest);
  return fault && { fault, command, file: undefined, severity: severityOf(fault) };
}

function faultOf(
  repository: Repository,
  command: string,
  rest: readonly string[],
): Fault | undefined {
  switch (command) {
    case 'createsuperuser':
      return rest.some((text) => /^--no-?input$/.test(text)) ? 'superuser' : 'asks';
    case 'loaddata': {
      const fixtures = rest.filter((text) => !text.startsWith('-'));
      if (fixtures.length === 0) return undefined;
      const keys = fixtures.map((name) => fixtureKeys(repository, name));
      return keys.includes('none') ? 'fixture-rows' : 'fixture-resets';
    }
    case 'flush':
    case 'reset_db':
      return 'empties';
    case 'migrate':
      return rest.includes('zero') ? 'empties' : undefined;
    case 'shell':
    case 'shell_plus':
      return repeatFault(rest.join(' '));
    default:
      return undefined;
  }
}

function severityOf(fault: Fault): 'error' | 'warning' | 'hint' {
  if (fault === 'superuser' || fault === 'user') return 'error';
  return fault === 'fixture-resets' ? 'hint' : 'warning';
}

const named = ({ processType, command }: Facts): string =>
  `The \`${processType}\` process runs \`${command}\``;
const again = ({ processType }: Facts): string =>
  processType === 'release' ? 'Every release' : 'Every start of a dyno';

const WORDS: Readonly<Record<Fault, (facts: Facts) => Omit<Message, 'next'>>> = {
  superuser: (facts) => ({
    what: `${named(facts)} without asking whether the user is there.`,
    why: `The first deploy passes. Each later one ends in "That username is already taken", so ${facts.processType === 'release' ? 'the release fails and the old code stays' : 'the dyno crashes'}.`,
  }),
  asks: (facts) => ({
    what: `${named(facts)} without \`--no-input\`.`,
    why: 'Nobody answers on this dyno: the command is skipped for want of a terminal, and there never is a user.',
  }),
  user: (facts) => ({
    what: `${named(facts)}, which creates a user without asking whether it is there.`,
    why: `The first deploy passes. Each later one ends in IntegrityError, since the name is taken, so ${facts.processType === 'release' ? 'the release fails and the old code stays' : 'the dyno crashes'}.`,
  }),
  rows: (facts) => ({
    what: `${named(facts)}, which creates rows without asking whether they are there.`,
    why: `${again(facts)} adds the same rows once more, or fails where a column is unique.`,
  }),
  'fixture-rows': (facts) => ({
    what: `${named(facts)} with a fixture whose entries have no \`pk\`.`,
    why: `${again(facts)} adds the same rows once more, or fails where a column is unique.`,
  }),
  'fixture-resets': (facts) => ({
    what: `${named(facts)}.`,
    why: `${again(facts)} writes the rows of the fixture over what people changed since.`,
  }),
  empties: (facts) => ({
    what: `${named(facts)}, which empties the database.`,
    why: `${again(facts)} deletes everything that visitors and staff entered; a changed config var and a rollback are releases, too.`,
  }),
};

const ONCE =
  'Run it once by hand:\n  heroku run "python manage.py COMMAND"\nor, for apps made from app.json, in its postdeploy script:\n  "scripts": { "postdeploy": "python manage.py COMMAND" }';
const once = ({ command }: Facts): string => ONCE.replaceAll('COMMAND', command);
const guarded = (facts: Facts): string =>
  `Look first (\`get_or_create\`, \`exists()\`)${facts.file === undefined ? '' : ` in \`${facts.file}\``}, or run it once by hand:\n  heroku run "python manage.py ${facts.command}"`;

const NEXT: Readonly<Record<Fault, (facts: Facts) => string>> = {
  superuser: (facts) => once({ ...facts, command: 'createsuperuser --no-input' }),
  asks: once,
  user: guarded,
  rows: guarded,
  'fixture-rows': () =>
    'Give each entry its `pk`, or put the rows into a migration (RunPython with `get_or_create`).',
  'fixture-resets': once,
  empties: ({ processType }) => `Take it out of the \`${processType}\` line.`,
};
