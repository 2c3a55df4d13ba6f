import type { Value } from './python-value.ts';
import { spendText, type Work } from './work.ts';

/** The text of a string or a path; undefined for anything else. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'str' || value?.kind === 'path' ? value.value : undefined;
}

/** What `str()` gives; undefined when it is not known. */
export function strOf(work: Work, value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
    case 'path':
      return value.value;
    case 'class':
      return undefined;
    default:
      return reprOf(work, value);
  }
}

/** What `repr()` gives; undefined when it is not known. */
export function reprOf(work: Work, value: Value): string | undefined {
  work.spend(1);
  switch (value.kind) {
    case 'str':
      return quote(work, value.value);
    case 'bytes':
      return `b${quote(work, value.value)}`;
    case 'path':
      return `PosixPath(${quote(work, value.value)})`;
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'list':
    case 'tuple': {
      if (value.incomplete) return undefined;
      const items = joined(work, value.items, (item) => reprOf(work, item));
      if (items === undefined) return undefined;
      if (value.kind === 'list') return `[${items}]`;
      return `(${items}${value.items.length === 1 ? ',' : ''})`;
    }
    case 'dict': {
      if (value.incomplete) return undefined;
      const entries = joined(work, [...value.entries.values()], (entry) => {
        const [key, inner] = [reprOf(work, entry.key), reprOf(work, entry.value)];
        return key === undefined || inner === undefined ? undefined : `${key}: ${inner}`;
      });
      return entries === undefined ? undefined : `{${entries}}`;
    }
    default:
      return undefined;
  }
}

/** What is made of each item, with commas between; undefined when one of them is not known. */
function joined<T>(
  work: Work,
  items: readonly T[],
  make: (item: T) => string | undefined,
): string | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const text = make(item);
    if (text === undefined) return undefined;
    spendText(work, text.length);
    texts.push(text);
  }
  return texts.join(', ');
}

/** A float as Python writes it: always with a point or an exponent. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value !== 0 && (Math.abs(value) >= 1e16 || Math.abs(value) < 1e-4))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function quote(work: Work, text: string): string {
  spendText(work, 4 * text.length);
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

const SURROGATE = /[\ud800-\udfff]/;

/**
 * The characters of a text as Python counts them: the text itself where each is one UTF-16 unit,
 * else an array.
 */
export function charactersOf(work: Work, text: string): string | readonly string[] {
  spendText(work, text.length);
  if (!SURROGATE.test(text)) return text;
  work.spend(text.length);
  return [...text];
}
