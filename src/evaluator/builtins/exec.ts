import { parsePython } from '../../python/parse.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { none } from '../values/constructors.ts';
import type { CallArguments, Value } from '../values/python-value.ts';

/**
 * `exec(text)`: runs a known text in the module that calls it; an unknown one may define anything.
 */
export function runText(interpreter: Interpreter, args: CallArguments): Value {
  const [code, globals] = args.positional;
  const scope = globals?.kind === 'namespace' ? globals.scope : args.scope;
  if (code?.kind !== 'str' && code?.kind !== 'bytes') {
    interpreter.transaction.markIncomplete(scope, 'exec() may define it');
    interpreter.mayHaveRaised = true;
    return none();
  }
  // Parsing takes a microsecond or two for each character.
  interpreter.spend(4 * code.value.length);
  const parse = parsePython(args.scope.file, code.value);
  if (!parse.ok)
    throw new PythonRaise('SyntaxError', parse.error.message, {
      at: args.at,
      failure: 'syntax-error',
    });
  interpreter.execute(parse.source.module.body, scope);
  return none();
}
