import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import {
  fullEnvironment,
  GIVEN_KEY,
  type SettingsTrial,
  variablesOf,
  without,
} from '../settings-trial.ts';

export default defineExercise({
  number: 4,
  title: 'Secrets from the environment',
  text: '04-secrets',
  minutes: 25,
  groups: ['secrets'],
  rules: [
    'allowed-hosts-any',
    'allowed-hosts-blank-item',
    'allowed-hosts-empty',
    'debug-on',
    'debug-text',
    'disable-collectstatic-declared',
  ],
  remarks: (repository) => [...dollarKey(repository), ...noExample(repository)],
  trials: (repository) => {
    const module = repository.djangoProject?.productionModule?.value;
    if (module === undefined) return [];
    const environment = fullEnvironment(repository);
    return [
      everythingSet(module, environment),
      ...variablesOf(repository, 'SECRET_KEY').map((name) =>
        missing(module, environment, name, 'SECRET_KEY'),
      ),
      ...variablesOf(repository, 'ALLOWED_HOSTS').map((name) =>
        missing(module, environment, name, 'ALLOWED_HOSTS'),
      ),
      ...variablesOf(repository, 'DEBUG')
        .filter((name) => /DEBUG/i.test(name))
        .map((name) => debugAsText(module, environment, name)),
    ];
  },
  praise: (repository) => [
    ...(variablesOf(repository, 'SECRET_KEY').length > 0
      ? ['The key comes from the environment.']
      : []),
    ...(repository.files.has('.env.example')
      ? ['`.env.example` lists the variables for the next developer.']
      : []),
  ],
  solvedBy: ['secrets', 'env-example'],
  answer: ['os.environ["SECRET_KEY"]'],
});

function everythingSet(
  module: string,
  environment: Readonly<Record<string, string>>,
): SettingsTrial {
  return {
    module,
    environment,
    names: ['DEBUG', 'SECRET_KEY'],
    judge: ({ failure, values }) => {
      if (failure !== undefined) {
        return remark(
          `\`${module}\` cannot be imported although every variable is set: ${failure.message}.`,
          'The build imports it to collect static files, so the first push would fail.',
          'Make sure that the variables it reads are all it needs.',
        );
      }
      if (values.has('DEBUG') && isTruthy(values.get('DEBUG'))) {
        return remark(
          `DEBUG is on in \`${module}\` by default.`,
          'Error pages expose settings and code to visitors.',
          'Turn it off unless a variable turns it on: DEBUG = os.environ.get("DEBUG") == "true"',
        );
      }
      if (!values.has('SECRET_KEY') || values.get('SECRET_KEY') === GIVEN_KEY) return undefined;
      return remark(
        `SECRET_KEY in \`${module}\` is not the value from the environment.`,
        'Everyone who can read the code knows a key that is written there.',
        'Read it from the environment, without a default.',
      );
    },
  };
}

function missing(
  module: string,
  environment: Readonly<Record<string, string>>,
  variable: string,
  setting: string,
): SettingsTrial {
  return {
    module,
    environment: without(environment, variable),
    names: [setting],
    judge: ({ failure, values }) => {
      if (failure === undefined) {
        const value = values.get(setting);
        // Named hosts are no secret: a sensible default answers requests.
        if (
          setting === 'ALLOWED_HOSTS' &&
          (value === undefined ||
            (Array.isArray(value) && value.some((host) => /\w/.test(String(host)))))
        )
          return undefined;
        return remark(
          `Without the variable ${variable}, \`${module}\` still imports: ${setting} falls back to a default.`,
          setting === 'SECRET_KEY'
            ? 'A default key is a key that everyone knows.'
            : 'Every request gets a 400, although the deploy looks like a success.',
          `Make it fail: use a lookup without a default, whose error names ${variable}.`,
        );
      }
      if (failure.message.includes(variable)) return undefined;
      return remark(
        `Without the variable ${variable}, \`${module}\` stops with "${failure.message}", which does not name the variable.`,
        'Whoever deploys must guess what is missing.',
        `Name ${variable} in the message.`,
        { blocks: false },
      );
    },
  };
}

function debugAsText(
  module: string,
  environment: Readonly<Record<string, string>>,
  variable: string,
): SettingsTrial {
  return {
    module,
    environment: { ...environment, [variable]: 'False' },
    names: ['DEBUG'],
    judge: ({ values }) =>
      values.has('DEBUG') && isTruthy(values.get('DEBUG'))
        ? remark(
            `With ${variable}=False, DEBUG is on: the string \`False\` counts as true.`,
            'An attempt to turn it off turns it on for every visitor.',
            `Compare the string: DEBUG = os.environ.get("${variable}", "") == "true"`,
          )
        : undefined,
  };
}

/** As Python sees it. */
function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function dollarKey({ files, appJson, dependencies }: Repository): Remark[] {
  if (!dependencies.declares('django-environ')) return [];
  const inExample = /^SECRET_KEY=["']?\$/m.test(files.text('.env.example') ?? '');
  const inAppJson = appJson?.env.get('SECRET_KEY')?.value?.startsWith('$') === true;
  if (!inExample && !inAppJson) return [];
  return [
    remark(
      'The value of SECRET_KEY starts with `$`.',
      'django-environ reads the rest as the name of another variable.',
      'Generate a key without it: python -c "import secrets; print(secrets.token_urlsafe(50))"',
      { file: inExample ? '.env.example' : 'app.json' },
    ),
  ];
}

function noExample({ files }: Repository): Remark[] {
  if (files.has('.env.example')) return [];
  return [
    remark(
      'There is no `.env.example`.',
      'The next developer has to discover the variables one failure at a time.',
      'List the variables there, without their values: dynoready init --only env-example',
      { blocks: false },
    ),
  ];
}
