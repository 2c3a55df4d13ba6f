import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { ownLookups } from '../../queries/settings/deciding-lookups.ts';
import { isOwnSecret, requiredLookups } from '../../queries/settings/required-variables.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { lookupsIn } from './config-reader.ts';

/** The smallest database plan. Source: Heroku Postgres plans; read 2026-11-23. */
export const DATABASE_PLAN = 'essential-0';

/**
 * The smallest plan of the Key-Value Store. Source: Heroku Key-Value Store plans; read 2026-11-23.
 */
export const REDIS_PLAN = 'mini';

/**
 * The smallest plan of the add-on Bucketeer. Source: public READMEs that create it; read
 * 2026-11-26.
 */
export const BUCKETEER = 'bucketeer:hobbyist';

/** The add-ons whose variables the settings read; each sets its own. */
export const ADD_ONS: Readonly<Record<string, string>> = {
  DATABASE_URL: `heroku-postgresql:${DATABASE_PLAN}`,
  REDIS_URL: `heroku-redis:${REDIS_PLAN}`,
  ...Object.fromEntries(
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'BUCKET_NAME'].map((name) => [
      `BUCKETEER_${name}`,
      BUCKETEER,
    ]),
  ),
};

/** Every host name that the platform gives an app. */
export const PLATFORM_HOSTS = '.herokuapp.com';
/** The same for settings that read a list as JSON or as Python. */
export const PLATFORM_HOSTS_LIST = '[".herokuapp.com"]';

/** An environment variable that production's settings read. */
export interface ConfigVar {
  readonly name: string;
  readonly description: string;
  /** A value that is no secret; undefined when each app has its own. */
  readonly value: string | undefined;
  readonly required: boolean;
  /** True for a secret that the platform makes up when it creates an app. */
  readonly generated: boolean;
  /** True for one that the settings do without, and of which only its name is known. */
  readonly isFurther: boolean;
}

/** Set by the platform or the system, so nobody has to. */
const OF_THE_PLATFORM =
  /^(DYNO|PORT|CI|HOME|PATH|PWD|USER|LANG|TZ|PYTHON\w*|HEROKU_\w+|STACK|SOURCE_VERSION)$/;

/** What Heroku takes for the name of a config var; a look-up of another name finds nothing there. */
const CONFIG_VAR = /^[A-Za-z_]\w*$/;

/** Texts of all files that production's settings are made of, as they will be. */
export function productionTexts({ draft, settings, layout }: FeatureContext): string[] {
  const paths = new Set([
    ...settings.files.map((path) => draft.pathNow(path)),
    layout.productionPath,
  ]);
  return [...paths].flatMap((path) => draft.text(path) ?? []);
}

/**
 * Every variable that production will read, sorted by how soon it is missed: module, secrets,
 * hosts, the rest by name. DATABASE_URL among them.
 */
export function configVars(context: FeatureContext): readonly ConfigVar[] {
  const texts = productionTexts(context);
  const required = new Set(requiredLookups(context.repository).map(({ variable }) => variable));
  const evaluated = new Set(context.settings.lookups.map(({ variable }) => variable));
  const names = new Set(evaluated);
  for (const { variable, hasDefault } of texts.flatMap((text) => lookupsIn(text, context.reader))) {
    names.add(variable);
    // What was evaluated knows of defaults that stand elsewhere, as in environ.Env(DEBUG=(bool,
    // False)).
    if (!hasDefault && !evaluated.has(variable)) required.add(variable);
  }
  const { layout } = context;
  if (layout.mode !== 'single') names.add('DJANGO_SETTINGS_MODULE');
  return [...names]
    .filter((name) => CONFIG_VAR.test(name) && !OF_THE_PLATFORM.test(name))
    .map((name) => describe(name, context, required.has(name)))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

/** Most variables that a dyno starts without and that are listed one by one. */
const FEW_FURTHER = 12;

/**
 * The variables that are listed one by one, and the names of the rest: where a project reads many
 * that it can do without, they are but named.
 */
export function splitFurther(variables: readonly ConfigVar[]): {
  readonly main: readonly ConfigVar[];
  readonly further: readonly string[];
} {
  const further = variables.filter(({ isFurther }) => isFurther);
  return further.length <= FEW_FURTHER
    ? { main: variables, further: [] }
    : {
        main: variables.filter(({ isFurther }) => !isFurther),
        further: further.map(({ name }) => name),
      };
}

/**
 * The variables that a person has to give each app: required, with no value of ours, and made up
 * neither by the platform nor by an add-on.
 */
export function openVariables(variables: readonly ConfigVar[]): readonly ConfigVar[] {
  return variables.filter(
    ({ name, required, value, generated }) =>
      required && value === undefined && !generated && ADD_ONS[name] === undefined,
  );
}

const LOCAL_DEFAULT =
  /["']([A-Z][A-Z0-9_]*)["']\s*,\s*(?:default\s*=\s*)?["'](https?:\/\/(?:localhost|127\.0\.0\.1)\b[^"']*)["']/g;

/**
 * Variables whose default is an address of this machine, by name: an app that is not given another
 * tells visitors to go there.
 */
export function localDefaults(context: FeatureContext): ReadonlyMap<string, string> {
  const read = new Set(context.settings.lookups.map(({ variable }) => variable));
  const found = productionTexts(context).flatMap((text) => [...text.matchAll(LOCAL_DEFAULT)]);
  return new Map(
    found.flatMap(([, name = '', address = '']) =>
      read.has(name) ? [[name, address] as const] : [],
    ),
  );
}

const ORDER = [
  'DJANGO_SETTINGS_MODULE',
  'ENVIRONMENT',
  'SECRET_KEY',
  'ALLOWED_HOSTS',
  'DATABASE_URL',
  'REDIS_URL',
];

function rank(name: string): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

/**
 * What a variable is in effect: SECRET_KEY, ALLOWED_HOSTS or DEBUG when it alone makes that
 * setting, under whatever name; else its own name.
 */
function meaningOf(name: string, settings: EvaluatedSettings): string {
  const setting = ['SECRET_KEY', 'ALLOWED_HOSTS', 'DEBUG'].find((one) => {
    const own = new Set(ownLookups(settings, settings.get(one)).map(({ variable }) => variable));
    return own.size === 1 && own.has(name);
  });
  return setting ?? name;
}

/** How the setting wants its hosts, as far as the statement that makes it tells. */
function hostsValue({ settings, repository }: FeatureContext): string {
  const state = settings.get('ALLOWED_HOSTS');
  const at = state.state === 'absent' ? undefined : state.at;
  const text =
    at === undefined ? '' : (repository.files.text(at.file) ?? '').slice(at.start, at.end);
  return /\b(eval|literal_eval|loads|json)\(/.test(text) ? PLATFORM_HOSTS_LIST : PLATFORM_HOSTS;
}

// Long because it has one case for each config var, each a description and a value.
function describe(name: string, context: FeatureContext, required: boolean): ConfigVar {
  const { layout, answers, settings } = context;
  const plain = (description: string, value?: string, isRequired = required): ConfigVar => ({
    name,
    description,
    value,
    required: isRequired,
    generated: false,
    isFurther: false,
  });
  // What the settings looked up before us they read in their own way: "true" may have to be 1.
  const isOwn = settings.lookups.some(({ variable }) => variable === name);
  const hosts = hostsValue(context);
  switch (meaningOf(name, settings)) {
    case 'DJANGO_SETTINGS_MODULE':
      return plain(
        'The production settings module. Without it, manage.py uses the development settings.',
        layout.productionModule,
        true,
      );
    case 'ENVIRONMENT':
      return plain('Selects the production branch of the settings.', 'production', true);
    case 'SECRET_KEY':
      return {
        ...plain('Signs sessions and password reset links. Each app needs its own.'),
        required: true,
        generated: true,
      };
    case 'ALLOWED_HOSTS':
      return plain(
        hosts === PLATFORM_HOSTS
          ? 'Host names that the app serves, separated by commas. Add your own domain.'
          : 'Host names that the app serves, as a list. Add your own domain.',
        hosts,
        required || name === 'ALLOWED_HOSTS',
      );
    case 'DATABASE_URL':
      return plain('URL of the database. On Heroku, the add-on sets it.', undefined, true);
    case 'REDIS_URL':
      return plain('URL of Redis. On Heroku, the add-on sets it.', undefined, true);
    case 'SENTRY_DSN':
      return plain(
        'Sentry DSN to report errors to. Without it, nothing is sent.',
        undefined,
        false,
      );
    case 'SENTRY_ENVIRONMENT':
      return plain('Name of the environment in error reports.', 'production', false);
    case 'EMAIL_HOST':
      return plain('Host name of the mail server.', undefined, true);
    case 'EMAIL_PORT':
      return plain('Port of the mail server.', isOwn ? undefined : '587', isOwn && required);
    case 'EMAIL_USE_TLS':
      return isOwn
        ? plain('Whether to encrypt the connection to the mail server. It should be on.')
        : plain('Leave it "true": mail and password are sent encrypted.', 'true', false);
    case 'EMAIL_HOST_USER':
      return plain('User name for the mail server.', undefined, false);
    case 'EMAIL_HOST_PASSWORD':
      return plain('Password for the mail server.', undefined, false);
    case 'DEFAULT_FROM_EMAIL':
      return plain(
        'Sender address that the mail server accepts.',
        undefined,
        required || (answers.email === 'smtp' && settings.get(name).state === 'absent'),
      );
    case 'AWS_STORAGE_BUCKET_NAME':
      return plain('Name of the bucket for uploads.', undefined, true);
    case 'AWS_ACCESS_KEY_ID':
      return plain(
        'ID of an access key that may read and write the bucket for uploads.',
        undefined,
        true,
      );
    case 'AWS_SECRET_ACCESS_KEY':
      return plain('Secret of that access key.', undefined, true);
    case 'AWS_S3_REGION_NAME':
      return plain('Region of the bucket, such as eu-west-1.', undefined, false);
    case 'AWS_S3_ENDPOINT_URL':
      return plain('URL of the storage service, unless it is Amazon S3.', undefined, false);
    case 'DEBUG':
      // Without a default it has to be set, and every library takes this for no.
      return required
        ? plain(
            'Leave it "False": otherwise error pages expose settings and code to visitors.',
            'False',
            true,
          )
        : plain(
            'Leave it unset: with "true", error pages expose settings and code to visitors.',
            undefined,
            false,
          );
    case 'SECURE_HSTS_SECONDS':
      return plain(
        'Seconds for which browsers insist on HTTPS. Raise it once HTTPS works on every domain.',
        String(answers.hstsSeconds),
        false,
      );
    default:
      if (required && isOwnSecret(settings, name))
        return { ...plain('Known to this app alone. Each app needs its own.'), generated: true };
      return {
        ...plain(
          `Read by ${settings.lookups.find(({ variable }) => variable === name)?.at.file ?? layout.productionPath}.`,
        ),
        isFurther: !required,
      };
  }
}
