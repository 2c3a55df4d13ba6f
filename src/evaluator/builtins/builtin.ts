import type { Run } from '../state/interpreter.ts';
import type { CallArguments, Value } from '../values/python-value.ts';

/** A builtin that gets the run and its arguments. */
export type Builtin = (run: Run, args: CallArguments) => Value;
