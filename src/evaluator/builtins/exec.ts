import { parsePython } from '../../python/parse.ts';
import type { Run } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { none } from '../values/constructors.ts';
import type { CallArguments, Value } from '../values/python-value.ts';

/**
 * `exec(text)`: runs a known text in the module that calls it; of an unknown one, anything may be
 * defined.
 */
export function runText(run: Run, args: CallArguments): Value {
  const [code, globals] = args.positional;
  const scope = globals?.kind === 'namespace' ? globals.scope : args.scope;
  if (code?.kind !== 'str' && code?.kind !== 'bytes') {
    run.journal.openScope(scope, 'exec() may define it');
    run.mayHaveRaised = true;
    return none();
  }
  const parse = parsePython(args.scope.file, code.value);
  if (!parse.ok)
    throw new PythonRaise('SyntaxError', parse.error.message, {
      at: args.at,
      failure: 'syntax-error',
    });
  run.execute(parse.source.module.body, scope);
  return none();
}
