import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

/** Variables that the platform, its buildpack or the server read, so that no setting has to. */
const READ_BY_OTHERS =
  /^(DJANGO_SETTINGS_MODULE|ENVIRONMENT|WEB_CONCURRENCY|DISABLE_COLLECTSTATIC|PYTHON\w*|PIP_\w+|UV_\w+|POETRY_\w+|GUNICORN_\w+|NODE_\w+|NPM_\w+|DATABASE_URL)$/;

export default defineExercise({
  number: 10,
  title: 'The app and its configuration',
  text: '10-app-json',
  minutes: 20,
  groups: ['app-json'],
  remarks: (repository) => [
    ...noFile(repository),
    ...unread(repository),
    ...realSecrets(repository),
    ...guessedHost(repository),
    ...viewing(repository),
    ...editedLater(repository),
  ],
  praise: ({ appJson }) => [
    ...([...(appJson?.env.values() ?? [])].some(({ generated }) => generated)
      ? ['The key is generated when an app is made: nobody ever types it.']
      : []),
    ...(appJson?.testScript === undefined ? [] : ['`app.json` says how the tests are run.']),
  ],
  // With nothing but what app.json says.
  rehearsal: { mayFail: ['check'], until: 'boot' },
  solvedBy: ['app-json'],
  // Add-ons are the next exercise.
  withhold: (path, after) => (path === 'app.json' ? withoutAddons(after) : after),
  answer: ['"generator": "secret"'],
});

function noFile({ files }: Repository): Remark[] {
  if (files.has('app.json')) return [];
  return [
    remark(
      'There is no app.json in the root.',
      "What the app needs from outside is in somebody's head: nobody else can make a second app, and no review app starts.",
      'Write it: the variables with a description each, and a key that is generated. `dynoready settings` lists what the settings read.',
    ),
  ];
}

function withoutAddons(text: string): string {
  const { addons: _addons, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify(rest, undefined, 2)}\n`;
}

function unread(repository: Repository): Remark[] {
  const { appJson, djangoProject, files } = repository;
  const production = djangoProject?.production;
  // Settings that are read only in part may look up more than is known.
  if (appJson === undefined || production === undefined || production.failure !== undefined)
    return [];
  const read = new Set(production.lookups.map(({ variable }) => variable));
  const elsewhere = files.paths
    .filter((path) => /\.(py|sh|toml|cfg|ini)$|(^|\/)Procfile$/.test(path))
    .map((path) => files.text(path) ?? '');
  return [...appJson.env.values()]
    .filter(
      ({ name }) =>
        !read.has(name) &&
        !READ_BY_OTHERS.test(name) &&
        !elsewhere.some((text) => text.includes(name)),
    )
    .map(({ name, at }) =>
      remark(
        `app.json asks for ${name}, and nothing reads it.`,
        'Whoever makes an app has to find a value for a name that does nothing, or that is misspelt.',
        `Remove ${name}, or name the variable that the settings read.`,
        {
          file: 'app.json',
          line: lineOf(repository, at),
        },
      ),
    );
}

function realSecrets(repository: Repository): Remark[] {
  return [...(repository.appJson?.env.values() ?? [])]
    .filter(
      ({ name, value }) =>
        value !== undefined && value !== '' && /SECRET|PASSWORD|TOKEN|API_KEY/.test(name),
    )
    .map(({ name, at }) =>
      remark(
        `app.json holds a value of ${name}.`,
        'It is committed: everybody who reads the repository has it, and every app made from it shares it.',
        `Replace "value" by "generator": "secret", and give the apps that exist a new one: heroku config:set ${name}=...`,
        {
          file: 'app.json',
          line: lineOf(repository, at),
        },
      ),
    );
}

function guessedHost(repository: Repository): Remark[] {
  return [...(repository.appJson?.env.values() ?? [])]
    .filter(
      ({ name, value }) => /HOST/.test(name) && /(^|,)\s*[\w-]+\.herokuapp\.com/.test(value ?? ''),
    )
    .map(({ name, value, at }) =>
      remark(
        `${name} in app.json is \`${value}\`, made from the name of the app.`,
        'Heroku puts a random part behind the name: the host is another one, and every request a 400.',
        'Write `.herokuapp.com`, or set it once the app is there: heroku apps:info shows its host.',
        {
          file: 'app.json',
          line: lineOf(repository, at),
          blocks: false,
        },
      ),
    );
}

function viewing({ files }: Repository): Remark[] {
  const file = files.paths.find((path) => /^readme(\.\w+)?$/i.test(path));
  const lines = (file === undefined ? '' : (files.text(file) ?? '')).split('\n');
  const index = lines.findIndex((line) => /\bheroku config\s+[A-Z_]+=/.test(line));
  if (index < 0) return [];
  return [
    remark(
      'The README sets a variable with `heroku config`.',
      'That command shows values and changes none: whoever follows the README deploys without.',
      'Write `heroku config:set NAME=value`.',
      {
        file,
        line: index + 1,
        blocks: false,
      },
    ),
  ];
}

function editedLater({ git, appJson }: Repository): Remark[] {
  const [remote] = git?.herokuRemotes ?? [];
  if (remote === undefined || appJson === undefined) return [];
  return [
    remark(
      `An app exists already, the remote \`${remote}\`, and app.json is read when an app is created.`,
      'What you change in the file reaches new apps and review apps only: this one keeps its config vars and add-ons.',
      `Bring it up to date by hand:\n  heroku config:set NAME=... --remote ${remote}\n  heroku addons:create ... --remote ${remote}`,
      { file: 'app.json', blocks: false },
    ),
  ];
}
