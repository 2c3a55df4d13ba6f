import { FIELDS } from '../../src/python/fields.ts';
import type { Module, PyNode } from '../../src/python/nodes.ts';

const UNPLACED = new Set(['Module', 'arguments', 'comprehension', 'withitem', 'match_case']);

/** The lines that dump.py prints for the same file, made from our tree. */
export function dumpModule(module: Module): string[] {
  const lines: string[] = [];
  const visit = (node: PyNode, depth: number): void => {
    const place = UNPLACED.has(node.kind) ? '' : ` ${node.start}-${node.end}`;
    lines.push(`${'.'.repeat(depth)}${node.kind}${place}`);
    for (const field of [...FIELDS[node.kind]].sort()) {
      addField(node, field, (node as unknown as Record<string, unknown>)[field], depth);
    }
  };
  const addField = (node: PyNode, name: string, value: unknown, depth: number): void => {
    if (Array.isArray(value)) for (const item of value) addField(node, name, item, depth);
    else if (typeof value === 'object' && value !== null) visit(value as PyNode, depth + 1);
    else if (name === 'op' || name === 'ops') lines.push(`${'.'.repeat(depth)}${name}=${value}`);
    else if (value !== null || name === 'value')
      lines.push(`${'.'.repeat(depth)}${name}=${scalar(node, name, value)}`);
  };
  visit(module, 0);
  return lines;
}

function scalar(node: PyNode, name: string, value: unknown): string {
  if (node.kind !== 'Constant' || name !== 'value') {
    if (value === null) return 'NoneType None';
    if (typeof value === 'boolean') return `bool ${value ? 'True' : 'False'}`;
    return typeof value === 'number' ? `int ${value}` : `str ${quoted(value as string)}`;
  }
  switch (node.type) {
    case 'None':
      return 'NoneType None';
    case 'Ellipsis':
      return 'ellipsis Ellipsis';
    case 'bool':
      return `bool ${node.value ? 'True' : 'False'}`;
    case 'int':
      return `int ${node.value}`;
    case 'float':
    case 'complex':
      return `${node.type} ${floatText(node.value)}`;
    default:
      return `${node.type} ${quoted(node.value)}`;
  }
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) return 'inf';
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  if (exponent >= 16 || exponent < -4)
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Text as `json.dumps` writes it: ASCII only. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
