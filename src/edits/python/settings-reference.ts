import type { Expression, Keyword, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { dottedName, walk } from '../../python/walk.ts';
import type { EditResult, TextEdit } from '../text-edit.ts';
import { parseExpression, verified } from './verified.ts';
import { lineOf, stringValue } from './written.ts';

const VARIABLE = 'DJANGO_SETTINGS_MODULE';
const LOOKUPS = new Set([
  'os.environ.setdefault',
  'environ.setdefault',
  'os.environ.get',
  'environ.get',
  'os.getenv',
  'getenv',
]);

/**
 * The edits that make manage.py, wsgi.py, asgi.py or celery.py name another settings module,
 * wherever it is named by a literal: `setdefault`, `os.environ[…] = …`, and the default of `get`
 * and `getenv`. Declined when the module is computed, or none of the places names the old one.
 */
export function replaceSettingsModule(source: PySource, from: string, to: string): EditResult {
  const named = namedModules(source);
  if (named.length === 0) return { ok: false, because: `the file does not set ${VARIABLE}` };
  const literals = named.map((node) => ({ node, module: stringValue(node) }));
  const old = literals.filter(({ module }) => module === from);
  if (old.length === 0) {
    if (literals.some(({ module }) => module === to)) return { ok: true, edits: [] };
    const computed = literals.find(({ module }) => module === undefined);
    if (computed !== undefined)
      return {
        ok: false,
        because: `the settings module is computed (${lineOf(source, computed.node)})`,
      };
    return { ok: false, because: `the file names '${literals[0]!.module}', not '${from}'` };
  }
  const edits: TextEdit[] = [];
  for (const { node } of old) {
    const at = source.text.indexOf(from, node.start);
    if (at === -1 || at >= node.end)
      return {
        ok: false,
        because: `the settings module is concatenated from several strings (${lineOf(source, node)})`,
      };
    edits.push({ start: at, end: at + from.length, text: to });
  }
  const replaced = new Map(
    old.map(({ node }) => [node, [parseExpression(JSON.stringify(to))]] as const),
  );
  return verified(source, edits, { replaced });
}

/** The expressions that the file uses as settings module, in order. */
function namedModules(source: PySource): Expression[] {
  const found: Expression[] = [];
  for (const node of walk(source.module)) {
    if (node.kind === 'Assign') found.push(...assigned(node));
    if (node.kind !== 'Call' || !LOOKUPS.has(dottedName(node.func) ?? '')) continue;
    const key = node.args[0] ?? keywordValue(node.keywords, 'key');
    const value =
      node.args[1] ??
      keywordValue(node.keywords, 'value') ??
      keywordValue(node.keywords, 'default');
    if (stringValue(key) === VARIABLE && value !== undefined) found.push(value);
  }
  return found;
}

function assigned(statement: Extract<Statement, { kind: 'Assign' }>): Expression[] {
  const isVariable = statement.targets.some(
    (target) =>
      target.kind === 'Subscript' &&
      /(^|\.)environ$/.test(dottedName(target.value) ?? '') &&
      stringValue(target.slice) === VARIABLE,
  );
  return isVariable ? [statement.value] : [];
}

function keywordValue(keywords: readonly Keyword[], name: string): Expression | undefined {
  return keywords.find(({ arg }) => arg === name)?.value;
}
