import type { Interpreter } from '../state/interpreter.ts';
import { native, unknown } from '../values/constructors.ts';
import type { NativeObject, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { base64Module } from './base64.ts';
import { decoupleModule } from './decouple.ts';
import { databaseUrlModule } from './dj-database-url.ts';
import { djangoModule } from './django.ts';
import { djangoHerokuModule } from './django-heroku.ts';
import { dotenvModule } from './dotenv.ts';
import { environModule } from './environ.ts';
import { environsModule } from './environs.ts';
import { jsonModule } from './json.ts';
import { isStandardModule, type Members, mayRaise } from './library.ts';
import { osModule, osPathModule } from './os.ts';
import { pathlibModule } from './pathlib.ts';
import { reModule } from './re.ts';
import { splitSettingsModule } from './split-settings.ts';
import { standardModule } from './stdlib.ts';
import { sysModule } from './sys.ts';
import { urllibModule } from './urllib.ts';

const MODULES = tableOf<Members>({
  os: osModule,
  'os.path': osPathModule,
  posixpath: osPathModule,
  pathlib: pathlibModule,
  sys: sysModule,
  json: jsonModule,
  base64: base64Module,
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
});

/**
 * The library of that name; undefined for one that is not implemented here, which then counts as a
 * package's.
 */
export function libraryModule(interpreter: Interpreter, name: string): Value | undefined {
  const known = interpreter.libraries.get(name);
  if (known !== undefined) return known;
  const members =
    MODULES.get(name) ??
    (name === 'django' || name.startsWith('django.') ? djangoModule(name) : standardModule(name));
  if (members === undefined) {
    if (isStandardModule(name) || [...MODULES.keys()].some((one) => one.startsWith(`${name}.`)))
      return registerLibrary(interpreter, name, () => undefined);
    return undefined;
  }
  return registerLibrary(interpreter, name, members);
}

function registerLibrary(interpreter: Interpreter, name: string, members: Members): NativeObject {
  const value = native(`the module ${name}`, {
    attribute: (member) => members(interpreter, member) ?? submodule(interpreter, name, member),
  });
  interpreter.libraries.set(name, value);
  return value;
}

function submodule(interpreter: Interpreter, name: string, member: string): Value {
  const inner =
    MODULES.get(`${name}.${member}`) === undefined
      ? undefined
      : libraryModule(interpreter, `${name}.${member}`);
  return inner ?? unknown(`it comes from ${name}.${member}`, [], mayRaise(name));
}
