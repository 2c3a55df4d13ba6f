import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

/** Variables that the platform, its buildpack or the server read, so that no setting has to. */
const READ_BY_OTHERS =
  /^(DJANGO_SETTINGS_MODULE|ENVIRONMENT|WEB_CONCURRENCY|DISABLE_COLLECTSTATIC|PYTHON\w*|PIP_\w+|UV_\w+|POETRY_\w+|GUNICORN_\w+|NODE_\w+|NPM_\w+|DATABASE_URL)$/;

export default defineExercise({
  number: 10,
  title: 'Configuration in app.json',
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
      ? ['Heroku generates the key for each new app, so nobody has to type it.']
      : []),
    ...(appJson?.testScript === undefined ? [] : ['`app.json` says how to run the tests.']),
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
      'Only you know what the app needs, so nobody else can create a second app, and no review app starts.',
      'Write it: each variable with a description, and a generated key. `dynoready settings` lists the variables that the settings read.',
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
        `app.json declares ${name}, but nothing reads it.`,
        'Whoever creates an app must find a value for a variable that does nothing or is misspelled.',
        `Remove ${name}, or correct it to the variable that the settings read.`,
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
        `app.json contains the value of ${name}.`,
        'It is committed: everyone who can read the repository has it, and all apps created from it share it.',
        `Replace "value" with "generator": "secret", and set a new value on existing apps: heroku config:set ${name}=...`,
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
        `${name} in app.json is \`${value}\`, derived from the name of the app.`,
        'Heroku appends a random part to the name, so the host does not match and every request gets a 400.',
        'Write `.herokuapp.com`, or set it once the app exists: heroku apps:info shows its host.',
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
      'That command only shows values: whoever follows the README deploys without the variable.',
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
      `An app already exists (remote \`${remote}\`), and Heroku reads app.json only when it creates an app.`,
      'Changes to the file reach only new apps and review apps. This app keeps its config vars and add-ons.',
      `Update it by hand:\n  heroku config:set NAME=... --remote ${remote}\n  heroku addons:create ... --remote ${remote}`,
      { file: 'app.json', blocks: false },
    ),
  ];
}
