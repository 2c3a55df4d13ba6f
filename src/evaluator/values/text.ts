import type { Value } from './python-value.ts';

/** The text of a string or a path; undefined for anything else. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'str' || value?.kind === 'path' ? value.value : undefined;
}

/** What `str()` gives; undefined when it is not known. */
export function strOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
    case 'path':
      return value.value;
    case 'class':
      return undefined;
    default:
      return reprOf(value);
  }
}

/** What `repr()` gives; undefined when it is not known. */
export function reprOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
      return quote(value.value);
    case 'bytes':
      return `b${quote(value.value)}`;
    case 'path':
      return `PosixPath(${quote(value.value)})`;
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'list':
    case 'tuple':
    case 'set': {
      const items = value.items.map(reprOf);
      if (value.incomplete || items.includes(undefined) || value.kind === 'set') return undefined;
      if (value.kind === 'list') return `[${items.join(', ')}]`;
      return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
    }
    case 'dict': {
      const entries = [...value.entries.values()].map(
        (entry) => [reprOf(entry.key), reprOf(entry.value)] as const,
      );
      if (value.incomplete || entries.some((entry) => entry.includes(undefined))) return undefined;
      return `{${entries.map(([key, inner]) => `${key}: ${inner}`).join(', ')}}`;
    }
    default:
      return undefined;
  }
}

/** A float as Python writes it: always with a point or an exponent. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value !== 0 && (Math.abs(value) >= 1e16 || Math.abs(value) < 1e-4))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}
