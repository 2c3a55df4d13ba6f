import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { str, unknown } from '../values/constructors.ts';
import { keyOf } from '../values/keys.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { reprOf } from '../values/text.ts';
import { mergeVariables, NO_VARIABLES } from '../values/variables.ts';
import { spendText } from '../values/work.ts';
import { formatValue } from './format.ts';
import { reasonOf } from './percent-format.ts';

/** `template.format(*positional, **keywords)`. */
export function braceFormat(
  interpreter: Interpreter,
  template: string,
  args: CallArguments,
): Value {
  let next = 0;
  let used = NO_VARIABLES;
  let because: string | undefined;
  spendText(interpreter, template.length);
  const text = template.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g,
    (all, field, conversion, specification) => {
      if (all === '{{' || all === '}}') return all[0]!;
      const [head = '', ...accesses] = field.split(/(?=[.[])/);
      const isNumbered = head === '' || /^\d+$/.test(head);
      const position = head === '' ? next++ : Number(head);
      const given = isNumbered ? args.positional[position] : args.keywords.get(head);
      if (given === undefined)
        throw new PythonRaise(isNumbered ? 'IndexError' : 'KeyError', `'${head}'`);
      const item = accesses.reduce(
        (value: Value, access: string) => accessed(interpreter, value, access, args),
        given,
      );
      used = mergeVariables(used, item.env);
      const body =
        conversion === 'r'
          ? reprOf(interpreter, item)
          : formatValue(interpreter, item, specification ?? '');
      if (body === undefined) because ??= reasonOf(item);
      spendText(interpreter, body?.length ?? 0);
      return body ?? '';
    },
  );
  return because === undefined ? str(text, used) : unknown(because, used);
}

/** `{a.b}` and `{a[b]}`. */
function accessed(
  interpreter: Interpreter,
  value: Value,
  access: string,
  args: CallArguments,
): Value {
  if (access.startsWith('.')) return interpreter.attribute(value, access.slice(1), args.at);
  const key = access.slice(1, -1);
  const found =
    value.kind === 'dict'
      ? value.entries.get(keyOf(str(key)) ?? '')?.value
      : value.kind === 'list' || value.kind === 'tuple'
        ? value.items[Number(key)]
        : undefined;
  return found ?? unknown('it is formatted from a value that is not fully known');
}
