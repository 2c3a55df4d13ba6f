import type { Interpreter } from '../state/interpreter.ts';
import { workingDirectory } from '../state/tree.ts';
import { builtin, native, path, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import { joinPaths } from '../values/posix-paths.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Members } from './library.ts';

/** `pathlib`: every class of paths is one. */
export const pathlibModule: Members = (interpreter, name) => {
  if (!/^(?:Pure)?(?:Posix)?Path$/.test(name)) return undefined;
  return native('Path', {
    isType: true,
    call: (args) => makePath(interpreter, args),
    attribute: (member) => {
      if (member === 'cwd') return builtin('Path.cwd', () => path(workingDirectory(interpreter)));
      if (member === 'home') return builtin('Path.home', () => unknown('it is in the home folder'));
      if (member === '__name__') return str('Path');
      return builtin(`Path.${member}`, (args) =>
        interpreter.call(interpreter.attribute(args.positional[0] ?? path('.'), member, args.at), {
          ...args,
          positional: args.positional.slice(1),
        }),
      );
    },
  });
};

function makePath(interpreter: Interpreter, args: CallArguments): Value {
  const [only] = args.positional;
  if (only?.kind === 'either')
    return mapOptions(interpreter, only, (option) =>
      makePath(interpreter, { ...args, positional: [option, ...args.positional.slice(1)] }),
    );
  const parts = args.positional.map(textOf);
  const env = mergeVariables(...args.positional.map((part) => part.env));
  if (parts.includes(undefined)) return unknown('it is a path that is not known', env);
  return path(parts.length === 0 ? '.' : joinPaths(parts as string[]), env);
}
