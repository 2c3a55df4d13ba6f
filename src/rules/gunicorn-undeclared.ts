import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import { satisfies } from '../project/dependencies/pep440.ts';
import type { Repository } from '../project/repository.ts';
import {
  dependencyFile,
  editableRequirements,
  unreachedDeclaration,
} from '../queries/packages/requirements-file.ts';
import { webServers } from '../queries/processes/web-server.ts';

const PACKAGE: Readonly<Record<string, string>> = { 'waitress-serve': 'waitress' };
const SERVERS = [
  'gunicorn',
  'uvicorn',
  'daphne',
  'hypercorn',
  'waitress',
  'granian',
  'uwsgi',
  'pyuwsgi',
  'mod-wsgi',
  'cherrypy',
  'gevent',
  'bjoern',
];

export default defineRule<{ package: string; started: boolean }>({
  id: 'gunicorn-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Deploying Python Applications with Gunicorn": adding Gunicorn',
    url: 'https://devcenter.heroku.com/articles/python-gunicorn#adding-gunicorn-to-your-application',
  },
  leadsTo: ['H10'],
  docs: 'The web server that the Procfile starts is not among the dependencies, or there is none.',
  initFeature: 'dependencies',
  example: { package: 'gunicorn', started: true },
  *check(repository) {
    const { dependencies, djangoProject, procfile } = repository;
    if (djangoProject === undefined || unreachedDeclaration(repository) !== undefined) return;
    const file = editableRequirements(repository);
    const text = file === undefined ? undefined : (repository.files.text(file) ?? '');
    const fixFor = (name: string) => {
      const specifier = name === 'gunicorn' ? '>=27,<28' : '';
      return fixFrom(
        `Add ${name}`,
        'safe',
        file,
        text === undefined ? undefined : addRequirement(text, { name, specifier }),
      );
    };
    for (const { name, call } of webServers(repository)) {
      const wanted = PACKAGE[name] ?? name;
      if (!dependencies.declares(wanted) && !bringsDaphne(repository, wanted))
        yield { at: call.programAt, facts: { package: wanted, started: true }, ...fixFor(wanted) };
    }
    // A Procfile that starts something else, or a container, may know better.
    if (
      procfile !== undefined ||
      repository.files.has('heroku.yml') ||
      SERVERS.some((name) => dependencies.declares(name))
    )
      return;
    const shown = dependencyFile(repository);
    yield {
      at: shown === undefined ? undefined : { file: shown, start: 0, end: 0 },
      facts: { package: 'gunicorn', started: false },
      ...fixFor('gunicorn'),
    };
  },
  message: ({ package: name, started }) => ({
    what: started
      ? `The \`web\` process starts ${name}, which is not declared.`
      : 'No web server is declared.',
    why: started
      ? 'The build installs only what is declared. The shell answers "command not found", and every request ends in H10.'
      : "Django's runserver is made for one developer; a dyno needs a program that binds $PORT and serves many.",
    next:
      name === 'gunicorn'
        ? 'Run `dynoready init --only dependencies`, or add gunicorn to the main dependencies:\n  gunicorn>=27,<28'
        : `Add ${name} to the main dependencies.`,
  }),
});

/**
 * Channels brought daphne with it until version 4, and does so since when asked with
 * `channels[daphne]`.
 */
function bringsDaphne({ dependencies }: Repository, wanted: string): boolean {
  const channels = dependencies.find('channels');
  if (wanted !== 'daphne' || channels === undefined || channels.group !== 'main') return false;
  if (channels.extras.includes('daphne')) return true;
  const locked = dependencies.locked.get('channels')?.value;
  return locked === undefined
    ? channels.specifier !== '' && !satisfies('4.0', channels.specifier)
    : Number.parseInt(locked, 10) < 4;
}
