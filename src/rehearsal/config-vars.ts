import { randomBytes } from 'node:crypto';
import { CONFIG_VARS_BYTES } from '../facts/platform-limits.ts';
import { UsageError } from '../facts/usage-error.ts';
import type { AppJson } from '../project/app-json.ts';
import type { Rehearsal } from './rehearsal.ts';

export type ConfigVarSource = Rehearsal['configVars'][number]['source'];

export interface ConfigVars {
  readonly values: Readonly<Record<string, string>>;
  readonly sources: ReadonlyMap<string, ConfigVarSource>;
  /** Required by app.json, without a value from anywhere. */
  readonly missing: readonly string[];
  readonly differences: readonly string[];
}

export interface ConfigVarsOptions {
  readonly appJson: AppJson | undefined;
  /** From `--config-var` and `--env-file`. */
  readonly given: Readonly<Record<string, string>>;
  /** What the add-ons set; they own these names. */
  readonly addons: Readonly<Record<string, string>>;
  /** The host name that the probe asks for unless the settings allow another. */
  readonly host: string;
}

/**
 * Characters of a generated secret: URL-safe, because django-environ takes a value that begins with
 * `$` for a reference.
 */
const SECRET_CHARACTERS = 64;
/** Names that the platform sets on every dyno itself. */
const PLATFORM_NAMES = new Set(['PORT', 'DYNO', 'HOME']);

/**
 * Returns the config vars that the app would have: app.json's, those given, and the add-ons', in
 * rising order of precedence.
 */
export function planConfigVars(options: ConfigVarsOptions): ConfigVars {
  const values: Record<string, string> = {};
  const sources = new Map<string, ConfigVarSource>();
  const missing: string[] = [];
  const differences: string[] = [];
  const set = (name: string, value: string, source: ConfigVarSource): void => {
    values[name] = value;
    sources.set(name, source);
  };
  for (const variable of options.appJson?.env.values() ?? []) {
    const { name } = variable;
    if (name in options.given || name in options.addons) continue;
    if (variable.value !== undefined) set(name, variable.value, 'app.json');
    else if (variable.generated) set(name, generateSecret(), 'generated');
    else if (variable.required && isHostList(name)) {
      set(name, options.host, 'stand-in');
      differences.push(
        `Differs from Heroku: ${name} is set to ${options.host}, because app.json requires it and gives no value. Set your own with --config-var ${name}=…`,
      );
    } else if (variable.required) missing.push(name);
  }
  for (const [name, value] of Object.entries(options.given)) {
    if (name in options.addons) {
      differences.push(
        `Differs from what was given: ${name} comes from the add-on, because on Heroku the add-on owns it.`,
      );
    } else if (!PLATFORM_NAMES.has(name)) set(name, value, 'given');
  }
  for (const [name, value] of Object.entries(options.addons)) set(name, value, 'add-on');
  assertSize(values);
  return { values, sources, missing, differences };
}

/**
 * True for the name of a variable that holds the app's own hosts, and not the address of a server
 * that it uses.
 */
function isHostList(name: string): boolean {
  return /HOSTS$|(^|_)(ALLOWED|APP|SITE|WEB|DJANGO|SERVER|PUBLIC|CANONICAL)_HOST(NAME)?$|^HOST(NAME)?$/.test(
    name,
  );
}

/**
 * Returns what is wrong with the name of a config var, or undefined. Source: Dev Center, "Config
 * vars"; read 2026-11-23.
 */
export function configVarNameProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return 'a name has letters, digits and underscores, and does not begin with a digit';
  if (name.startsWith('__')) return 'a name does not begin with two underscores';
  if (name.startsWith('HEROKU_')) return 'names that begin with HEROKU_ belong to the platform';
  return undefined;
}

/** Returns a secret of 64 URL-safe characters, new at every call. */
export function generateSecret(): string {
  return randomBytes((SECRET_CHARACTERS * 3) / 4).toString('base64url');
}

function assertSize(values: Readonly<Record<string, string>>): void {
  const bytes = Object.entries(values).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (bytes <= CONFIG_VARS_BYTES) return;
  throw new UsageError(
    `The config vars have ${bytes} bytes together; Heroku takes at most ${CONFIG_VARS_BYTES}`,
    {
      next: [
        'Leave large values (certificates, JSON) out of config vars, or keep them in storage.',
      ],
    },
  );
}
