import type { Interpreter } from '../state/interpreter.ts';
import type { CallArguments, Value } from '../values/python-value.ts';

/** A builtin function, called with the interpreter and its arguments. */
export type Builtin = (interpreter: Interpreter, args: CallArguments) => Value;
