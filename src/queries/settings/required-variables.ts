import type { EnvironmentLookup, EvaluatedSettings } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { Statement } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, namesAny, walk } from '../../python/walk.ts';
import { pythonSource } from '../apps/python-source.ts';
import { ownLookups } from './deciding-lookups.ts';
import { productionSettings } from './production-settings.ts';
import { settingsWithoutConfigVars } from './settings-without-config-vars.ts';

/** Secrets that only the app itself uses, by the usual names of their config vars. */
const OWN_SECRET =
  /^(DJANGO_|APP_|SITE_)?SECRET(_KEY)?(_BASE)?$|(^|_)(JWT|SIGNING|HASHID|HASHIDS|COOKIE|SESSION|CSRF|FERNET|FIELD_ENCRYPTION)_(\w+_)?(SECRET|KEY|SALT)$|(^|_)SALT$/;

/** Services that give out their keys and tokens themselves. */
const OF_A_SERVICE =
  /AWS|AZURE|GCP|GOOGLE|GITHUB|GITLAB|FACEBOOK|TWITTER|LINKEDIN|STRIPE|PAYPAL|TWILIO|SENDGRID|MAILGUN|MAILCHIMP|SENTRY|RECAPTCHA|CAPTCHA|CLOUDINARY|S3|BUCKET|AUTH0|OAUTH|OPENAI|SLACK|ALGOLIA|API_KEY/;

/**
 * The look-ups of config vars without which the production settings do not import, the first of
 * each variable. What is guarded, such as by `if "NAME" in os.environ`, is not among them.
 */
export function requiredLookups(repository: Repository): readonly EnvironmentLookup[] {
  const settings = productionSettings(repository);
  if (settings === undefined) return [];
  const least = settingsWithoutConfigVars(repository);
  // Settings that stop without a config var may look up more behind it.
  const reached =
    least === undefined || least.failure !== undefined
      ? undefined
      : new Set(least.lookups.filter(({ required }) => required).map(placeOf));
  const required = settings.lookups.filter(
    (lookup) =>
      lookup.required &&
      reached?.has(placeOf(lookup)) !== false &&
      !isCaught(repository, lookup.at),
  );
  return required.filter(
    ({ variable }, index) => required.findIndex((one) => one.variable === variable) === index,
  );
}

/**
 * True for a secret that only the app itself uses, so that a new app may make one up: what signs
 * its sessions or tokens. The key of a service, such as AWS, comes from there.
 */
export function isOwnSecret(settings: EvaluatedSettings, variable: string): boolean {
  const own = new Set(
    ownLookups(settings, settings.get('SECRET_KEY')).map((lookup) => lookup.variable),
  );
  return (
    (own.size === 1 && own.has(variable)) ||
    (OWN_SECRET.test(variable) && !OF_A_SERVICE.test(variable))
  );
}

/** Exceptions that a look-up of a variable that is not set raises, and those above them. */
const RAISED =
  /^(KeyError|LookupError|Exception|ImproperlyConfigured|UndefinedValueError|EnvError)$/;

/** True for a look-up inside `try` or `suppress` that lets the settings go on without it. */
function isCaught(repository: Repository, at: SourceRange): boolean {
  const source = pythonSource(repository, at.file);
  if (source === undefined || !/\b(try|suppress)\b/.test(source.text)) return false;
  return [...walk(source.module)].some((node) => {
    if (node.kind === 'With')
      return (
        isWithin(node.body, at) && node.items.some((item) => namesAny(item.context_expr, RAISED))
      );
    if (node.kind !== 'Try' || !isWithin(node.body, at)) return false;
    const handler = node.handlers.find(({ type }) => type === null || namesAny(type, RAISED));
    return handler !== undefined && !handler.body.some((one) => stops(one));
  });
}

function isWithin(body: readonly Statement[], { start, end }: SourceRange): boolean {
  return body.some((one) => one.start <= start && end <= one.end);
}

function stops(statement: Statement): boolean {
  return [...walk(statement)].some(
    (node) =>
      node.kind === 'Raise' ||
      (node.kind === 'Call' && /(^|\.)exit$/.test(dottedName(node.func) ?? '')),
  );
}

function placeOf({ variable, at }: EnvironmentLookup): string {
  return `${variable} ${at.file} ${at.start}`;
}
