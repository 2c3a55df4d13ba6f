import type { Run } from '../state/interpreter.ts';
import { type Model, model, unknown, type Value } from '../values/python-value.ts';
import { decoupleModule } from './decouple.ts';
import { databaseUrlModule } from './dj-database-url.ts';
import { djangoModule } from './django.ts';
import { djangoHerokuModule } from './django-heroku.ts';
import { dotenvModule } from './dotenv.ts';
import { environModule } from './environ.ts';
import { environsModule } from './environs.ts';
import { jsonModule } from './json.ts';
import { osModule, osPathModule } from './os.ts';
import { pathlibModule } from './pathlib.ts';
import { reModule } from './re.ts';
import { splitSettingsModule } from './split-settings.ts';
import { isStandardModule, standardModule } from './stdlib.ts';
import { sysModule } from './sys.ts';
import { urllibModule } from './urllib.ts';

/**
 * What a module of Python or of a library gives under a name; undefined for what is not modelled.
 */
export type Members = (run: Run, name: string) => Value | undefined;

const MODULES: Readonly<Record<string, Members>> = {
  os: osModule,
  'os.path': osPathModule,
  posixpath: osPathModule,
  pathlib: pathlibModule,
  sys: sysModule,
  json: jsonModule,
  re: reModule,
  simplejson: jsonModule,
  'urllib.parse': urllibModule,
  environ: environModule,
  environs: environsModule,
  decouple: decoupleModule,
  dotenv: dotenvModule,
  dj_database_url: databaseUrlModule,
  'split_settings.tools': splitSettingsModule,
  django_heroku: djangoHerokuModule,
  django_on_heroku: djangoHerokuModule,
};

const made = new WeakMap<object, Map<string, Model>>();

/**
 * The module of that name as a model; undefined for one that is not modelled, which then counts as
 * a package's.
 */
export function moduleModel(run: Run, name: string): Value | undefined {
  const own = made.get(run.journal) ?? new Map<string, Model>();
  made.set(run.journal, own);
  const known = own.get(name);
  if (known !== undefined) return known;
  const members =
    MODULES[name] ??
    (name === 'django' || name.startsWith('django.') ? djangoModule(name) : standardModule(name));
  if (members === undefined) {
    if (isStandardModule(name) || Object.keys(MODULES).some((one) => one.startsWith(`${name}.`)))
      return standIn(run, name, own, () => undefined);
    return undefined;
  }
  return standIn(run, name, own, members);
}

function standIn(run: Run, name: string, own: Map<string, Model>, members: Members): Model {
  const value = model(`the module ${name}`, {
    attribute: (member) => members(run, member) ?? submodule(run, name, member),
  });
  own.set(name, value);
  return value;
}

function submodule(run: Run, name: string, member: string): Value {
  const inner =
    MODULES[`${name}.${member}`] === undefined ? undefined : moduleModel(run, `${name}.${member}`);
  return inner ?? unknown(`it comes from ${name}.${member}`, [], mayRaise(name));
}

/**
 * Modules whose calls depend on the network, on other programs or on a database, and so may raise
 * on one machine and not on another.
 */
export function mayRaise(name: string): boolean {
  return (
    (!isStandardModule(name) && !name.startsWith('django')) ||
    /^(?:django\.db|socket|subprocess|urllib|http|ssl|resource)(?:\.|$)/.test(name)
  );
}
