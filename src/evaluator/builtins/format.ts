import { PythonRaise } from '../state/raise.ts';
import { str, unknown } from '../values/constructors.ts';
import { keyOf } from '../values/keys.ts';
import type { Value, Variables } from '../values/python-value.ts';
import { reprOf, strOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';

/**
 * Text with one value put in by a format specification such as `>10` or `.2f`; undefined for one
 * that is not implemented.
 */
export function formatValue(value: Value, specification: string): string | undefined {
  if (specification === '') return strOf(value);
  const match =
    /^(?:(.)?([<>^=]))?([+ -])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su.exec(
      specification,
    );
  if (match === null) return undefined;
  const [, fill, align, sign, , zero, width, grouping, precision, type] = match;
  const isNumber = value.kind === 'int' || value.kind === 'float' || value.kind === 'bool';
  let body = isNumber
    ? formatNumber(Number(value.value), value.kind === 'float', type, precision)
    : strOf(value)?.slice(0, precision === undefined ? undefined : Number(precision));
  if (body === undefined) return undefined;
  if (grouping !== undefined)
    body = body.replace(/^(-?\d+)/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, grouping));
  if (isNumber && sign !== undefined && sign !== '-' && !body.startsWith('-')) body = sign + body;
  const missing = Math.max(0, Number(width ?? 0) - body.length);
  const filler = (fill ?? (zero === undefined ? ' ' : '0')).repeat(missing);
  if (zero !== undefined && fill === undefined && body.startsWith('-'))
    return `-${filler}${body.slice(1)}`;
  switch (align ?? (isNumber ? '>' : '<')) {
    case '<':
      return body + filler;
    case '^':
      return (
        filler.slice(0, Math.floor(missing / 2)) + body + filler.slice(Math.floor(missing / 2))
      );
    default:
      return filler + body;
  }
}

function formatNumber(
  value: number,
  isFloat: boolean,
  type: string | undefined,
  precision: string | undefined,
): string | undefined {
  switch (type) {
    case undefined:
      return isFloat && precision !== undefined
        ? undefined
        : isFloat
          ? strOf({ kind: 'float', value, env: [], at: undefined })
          : String(value);
    case 'd':
      return String(value);
    case 'f':
    case 'F':
      return value.toFixed(Number(precision ?? 6));
    case '%':
      return `${(value * 100).toFixed(Number(precision ?? 6))}%`;
    case 'x':
      return value.toString(16);
    case 'X':
      return value.toString(16).toUpperCase();
    case 'o':
      return value.toString(8);
    case 'b':
      return value.toString(2);
    default:
      return undefined;
  }
}

/** `template % value`. */
export function percentFormat(template: string, value: Value, env: Variables): Value {
  if (value.kind === 'unknown') return unknown(value.because, env);
  const positional = value.kind === 'tuple' ? value.items : [value];
  let next = 0;
  let used: Variables = env;
  let because: string | undefined;
  const text = template.replace(
    /%(?:\(([^)]*)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?[hlL]?([diouxXeEfFgGcrsa%])/g,
    (_all, name, flags, width, precision, type) => {
      if (type === '%') return '%';
      const item =
        name === undefined
          ? positional[next++]
          : value.kind === 'dict'
            ? value.entries.get(`s${name}`)?.value
            : undefined;
      if (item === undefined) {
        if (name !== undefined) throw new PythonRaise('KeyError', `'${name}'`);
        throw new PythonRaise('TypeError', 'not enough arguments for format string');
      }
      used = mergeVariables(used, item.env);
      const plain = type === 's' ? strOf(item) : type === 'r' ? reprOf(item) : undefined;
      const specification = `${flags.includes('0') ? '0' : ''}${precision === undefined ? '' : `.${precision}`}${type.replace(/[iu]/, 'd')}`;
      const body = type === 's' || type === 'r' ? plain : formatValue(item, specification);
      if (body === undefined)
        because ??=
          item.kind === 'unknown' ? item.because : 'it is formatted from what is not fully known';
      return flags.includes('-')
        ? (body ?? '').padEnd(Number(width ?? 0))
        : (body ?? '').padStart(Number(width ?? 0), flags.includes('0') ? '0' : ' ');
    },
  );
  if (because !== undefined) return unknown(because, used);
  if (next < positional.length && value.kind === 'tuple')
    throw new PythonRaise('TypeError', 'not all arguments converted during string formatting');
  return str(text, used);
}

/**
 * `template.format(*positional, **keywords)`; `attribute` gives what `{a.b}` and `{a[b]}` ask for.
 */
export function braceFormat(
  template: string,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  attribute: (value: Value, name: string) => Value,
): Value {
  let next = 0;
  let used: Variables = [];
  let because: string | undefined;
  const text = template.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g,
    (all, field, conversion, specification) => {
      if (all === '{{' || all === '}}') return all[0]!;
      const [head = '', ...rest] = field.split(/(?=[.[])/);
      let item =
        head === ''
          ? positional[next++]
          : /^\d+$/.test(head)
            ? positional[Number(head)]
            : keywords.get(head);
      if (item === undefined)
        throw new PythonRaise(
          head === '' || /^\d+$/.test(head) ? 'IndexError' : 'KeyError',
          `'${head}'`,
        );
      for (const access of rest) {
        if (access.startsWith('.')) item = attribute(item, access.slice(1));
        else {
          const key = access.slice(1, -1);
          const found: Value | undefined =
            item.kind === 'dict'
              ? item.entries.get(keyOf(str(key))!)?.value
              : item.kind === 'list' || item.kind === 'tuple'
                ? item.items[Number(key)]
                : undefined;
          item = found ?? unknown('it is formatted from what is not fully known');
        }
      }
      used = mergeVariables(used, item.env);
      const body = conversion === 'r' ? reprOf(item) : formatValue(item, specification ?? '');
      if (body === undefined)
        because ??=
          item.kind === 'unknown' ? item.because : 'it is formatted from what is not fully known';
      return body ?? '';
    },
  );
  return because === undefined ? str(text, used) : unknown(because, used);
}
