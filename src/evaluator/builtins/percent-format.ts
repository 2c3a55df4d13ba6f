import { PythonRaise } from '../state/raise.ts';
import { str, unknown } from '../values/constructors.ts';
import type { Value, Variables } from '../values/python-value.ts';
import { reprOf, strOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendText, type Work } from '../values/work.ts';
import { formatValue } from './format.ts';

/** No result is padded to more characters. */
const MAX_WIDTH = 10_000;

/** `template % value`. Raises what Python raises when the two do not fit. */
export function percentFormat(work: Work, template: string, value: Value, env: Variables): Value {
  if (value.kind === 'unknown') return unknown(value.because, env);
  const positional = value.kind === 'tuple' ? value.items : [value];
  let next = 0;
  let used = env;
  let because: string | undefined;
  spendText(work, template.length);
  const text = template.replace(
    /%(?:\(([^)]*)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?[hlL]?([diouxXeEfFgGcrsa%])/g,
    (_all, name, flags, width = '0', precision, type) => {
      if (type === '%') return '%';
      const item = name === undefined ? positional[next++] : namedItem(value, name);
      if (item === undefined)
        throw new PythonRaise('TypeError', 'not enough arguments for format string');
      used = mergeVariables(used, item.env);
      const body =
        Number(width) > MAX_WIDTH ? undefined : formatItem(work, item, flags, precision, type);
      if (body === undefined) because ??= reasonOf(item);
      const padded = flags.includes('-')
        ? (body ?? '').padEnd(Math.min(Number(width), MAX_WIDTH))
        : (body ?? '').padStart(
            Math.min(Number(width), MAX_WIDTH),
            flags.includes('0') ? '0' : ' ',
          );
      spendText(work, padded.length);
      return padded;
    },
  );
  if (because !== undefined) return unknown(because, used);
  if (next < positional.length && value.kind === 'tuple')
    throw new PythonRaise('TypeError', 'not all arguments converted during string formatting');
  return str(text, used);
}

function namedItem(value: Value, name: string): Value {
  const item = value.kind === 'dict' ? value.entries.get(`s${name}`)?.value : undefined;
  if (item !== undefined) return item;
  throw new PythonRaise('KeyError', `'${name}'`);
}

function formatItem(
  work: Work,
  item: Value,
  flags: string,
  precision: string | undefined,
  type: string,
): string | undefined {
  if (type === 's') return strOf(work, item);
  if (type === 'r') return reprOf(work, item);
  const zero = flags.includes('0') ? '0' : '';
  const digits = precision === undefined ? '' : `.${precision}`;
  return formatValue(work, item, `${zero}${digits}${type.replace(/[iu]/, 'd')}`);
}

/** Why a text cannot be formatted from a value. */
export function reasonOf(item: Value): string {
  return item.kind === 'unknown'
    ? item.because
    : 'it is formatted from a value that is not fully known';
}
