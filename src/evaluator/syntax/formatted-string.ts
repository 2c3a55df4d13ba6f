import type { Expression } from '../../python/nodes.ts';
import { formatValue } from '../builtins/format.ts';
import { reasonOf } from '../builtins/percent-format.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { str, unknown } from '../values/constructors.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { reprOf } from '../values/text.ts';
import { mergeVariables, NO_VARIABLES } from '../values/variables.ts';
import { spendText } from '../values/work.ts';

/** `!r` of an f-string, as the syntax tree has it. */
const REPR = 114;

/** The text of an f-string with these parts; unknown when one of them is. */
export function formattedString(
  interpreter: Interpreter,
  parts: readonly Expression[],
  scope: Scope,
): Value {
  const texts: string[] = [];
  let env = NO_VARIABLES;
  let because: string | undefined;
  for (const part of parts) {
    if (part.kind === 'Constant') texts.push(`${part.value}`);
    if (part.kind !== 'FormattedValue') continue;
    const value = interpreter.evaluate(part.value, scope);
    env = mergeVariables(env, value.env);
    const specification =
      part.format_spec === null ? str('') : interpreter.evaluate(part.format_spec, scope);
    const shown = part.conversion === REPR ? str(reprOf(interpreter, value) ?? '') : value;
    const text =
      specification.kind === 'str'
        ? formatValue(interpreter, shown, specification.value)
        : undefined;
    if (text === undefined) because ??= reasonOf(value);
    spendText(interpreter, text?.length ?? 0);
    texts.push(text ?? '');
  }
  return because === undefined ? str(texts.join(''), env) : unknown(because, env);
}
