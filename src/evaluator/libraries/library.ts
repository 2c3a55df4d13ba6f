import type { Interpreter } from '../state/interpreter.ts';
import type { Value } from '../values/python-value.ts';

/**
 * Modules of the standard library that settings import; what is not implemented of them is unknown,
 * but raises nothing.
 */
const NAMES =
  /^(?:__future__|abc|argparse|ast|asyncio|base64|collections|concurrent|configparser|contextlib|copy|csv|dataclasses|datetime|decimal|email|enum|errno|fnmatch|functools|getpass|glob|hashlib|hmac|html|http|importlib|inspect|io|ipaddress|itertools|json|locale|logging|math|mimetypes|multiprocessing|operator|os|pathlib|pickle|pkgutil|platform|pprint|random|re|resource|secrets|shlex|shutil|signal|site|socket|ssl|stat|string|struct|subprocess|sys|tempfile|textwrap|threading|time|tomllib|traceback|types|typing|unittest|urllib|uuid|warnings|weakref|xml|zipfile|zoneinfo)(?:\.|$)/;

/** True for a module that comes with Python. */
export function isStandardModule(name: string): boolean {
  return NAMES.test(name);
}

/**
 * What a module of Python or of a library gives under a name; undefined for what is not
 * implemented.
 */
export type Members = (interpreter: Interpreter, name: string) => Value | undefined;

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
