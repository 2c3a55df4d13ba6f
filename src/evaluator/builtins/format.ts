import type { Value } from '../values/python-value.ts';
import { floatText, strOf } from '../values/text.ts';
import type { Work } from '../values/work.ts';

/** A value is not padded to more characters than these, nor written with more digits. */
const MAX_WIDTH = 10_000;
/** What `toFixed` takes. */
const MAX_PRECISION = 100;

/**
 * A value as an f-string or `format()` writes it, by a specification such as `>10` or `.2f`;
 * undefined when the value is not known or the specification is not implemented.
 */
export function formatValue(work: Work, value: Value, specification: string): string | undefined {
  if (specification === '') return strOf(work, value);
  const match =
    /^(?:(.)?([<>^=]))?([+ -])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su.exec(
      specification,
    );
  if (match === null) return undefined;
  const [, fill, align, sign, , zero, width = '0', grouping, precision, type] = match;
  if (Number(width) > MAX_WIDTH) return undefined;
  const isNumber = value.kind === 'int' || value.kind === 'float' || value.kind === 'bool';
  let body = isNumber
    ? formatNumber(Number(value.value), value.kind === 'float', type, precision)
    : strOf(work, value)?.slice(0, precision === undefined ? undefined : Number(precision));
  if (body === undefined) return undefined;
  if (grouping !== undefined)
    body = body.replace(/^(-?\d+)/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, grouping));
  if (isNumber && sign !== undefined && sign !== '-' && !body.startsWith('-')) body = sign + body;
  const missing = Math.max(0, Number(width) - body.length);
  work.spend(missing / 16);
  const filler = (fill ?? (zero === undefined ? ' ' : '0')).repeat(missing);
  if (zero !== undefined && fill === undefined && body.startsWith('-'))
    return `-${filler}${body.slice(1)}`;
  const half = Math.floor(missing / 2);
  switch (align ?? (isNumber ? '>' : '<')) {
    case '<':
      return body + filler;
    case '^':
      return filler.slice(0, half) + body + filler.slice(half);
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
  const digits = Number(precision ?? 6);
  if (digits > MAX_PRECISION || !Number.isFinite(value)) return undefined;
  switch (type) {
    case undefined:
      if (!isFloat) return String(value);
      return precision === undefined ? floatText(value) : undefined;
    case 'd':
      return String(value);
    case 'f':
    case 'F':
      return value.toFixed(digits);
    case '%':
      return `${(value * 100).toFixed(digits)}%`;
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
