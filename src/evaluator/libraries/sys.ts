import { PythonRaise } from '../state/raise.ts';
import {
  bool,
  builtin,
  int,
  list,
  native,
  none,
  str,
  tuple,
  unknown,
} from '../values/constructors.ts';
import type { Value } from '../values/python-value.ts';
import type { Members } from './library.ts';

/**
 * `sys` as gunicorn sees it: no `manage.py` command is running, so `"test" in sys.argv` is false.
 */
export const sysModule: Members = (interpreter, name) => {
  switch (name) {
    case 'argv':
      return list([str('gunicorn'), str('wsgi')]);
    case 'path':
      return interpreter.searchPath;
    case 'platform':
      return str('linux');
    case 'version_info':
      return tuple([int(3), int(13), int(0), str('final'), int(0)]);
    case 'maxsize':
      return int(Number.MAX_SAFE_INTEGER);
    case 'modules':
      return native('sys.modules', {
        attribute: (member) =>
          member === 'get'
            ? builtin(
                'sys.modules.get',
                (args) => moduleNamed(args.positional[0]) ?? args.positional[1] ?? none(),
              )
            : unknown('it asks for the modules that are loaded'),
        // An object takes the module's place, so that its settings are those of the object.
        setItem: (key) => {
          const replaced = moduleNamed(key);
          if (replaced?.kind !== 'module') return;
          const { scope } = replaced;
          interpreter.spend(scope.variables.size);
          for (const name of [...scope.variables.keys()])
            interpreter.transaction.bind(scope, name, undefined);
          interpreter.transaction.markIncomplete(scope, 'an object replaces the module');
        },
        item: (key) => moduleNamed(key) ?? unknown('it asks for the modules that are loaded'),
        contains: (key) =>
          key.kind === 'str' && interpreter.modules.has(key.value)
            ? bool(true)
            : unknown('it asks for the modules that are loaded'),
      });
    case 'exit':
      return builtin('sys.exit', () => {
        throw new PythonRaise('SystemExit', 'sys.exit() is called');
      });
    case 'stdout':
    case 'stderr':
      return native(`ext://sys.${name}`, { plain: `ext://sys.${name}` });
    case 'setrecursionlimit':
      return builtin(`sys.${name}`, () => none());
    default:
      return unknown(`it comes from sys.${name}`);
  }

  function moduleNamed(key: Value | undefined): Value | undefined {
    return key?.kind === 'str' ? interpreter.modules.get(key.value) : undefined;
  }
};
