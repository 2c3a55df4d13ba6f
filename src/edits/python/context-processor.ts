import type { Dict, Expression } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { insertItem } from '../sequence.ts';
import type { EditResult } from '../text-edit.ts';
import { findPlainAssignment } from './assignment.ts';
import { indexIn, type ListLiteral, otherMention } from './list-items.ts';
import { parseExpression, verified } from './verified.ts';
import { quoted, sequenceOf, stringValue } from './written.ts';

const BACKEND = 'django.template.backends.django.DjangoTemplates';

/**
 * The edits that list a context processor behind the others of Django's own template engine.
 * Nothing when it is listed; declined when TEMPLATES is not written out down to the list of the one
 * such engine.
 */
export function addContextProcessor(source: PySource, processor: string): EditResult {
  const found = findPlainAssignment(source, 'TEMPLATES');
  if (found.state === 'absent') return { ok: false, because: 'TEMPLATES is not set in this file' };
  if (found.state === 'unclear') return { ok: false, because: found.because };
  const { value } = found.statement;
  const engines = isList(value)
    ? value.elts.filter(
        (one): one is Dict =>
          one.kind === 'Dict' && stringValue(valueAt(one, 'BACKEND')) === BACKEND,
      )
    : [];
  const [engine, second] = engines;
  if (engine === undefined || second !== undefined)
    return { ok: false, because: 'TEMPLATES is not a literal list with exactly one Django engine' };
  const options = valueAt(engine, 'OPTIONS');
  const list = options?.kind === 'Dict' ? valueAt(options, 'context_processors') : undefined;
  if (list === undefined || !isList(list))
    return { ok: false, because: 'the context_processors of TEMPLATES are not a literal list' };
  if (indexIn(list, processor) !== -1) return { ok: true, edits: [] };
  const other = otherMention(source, 'TEMPLATES', processor);
  if (other !== undefined)
    return {
      ok: false,
      because: `TEMPLATES already receives '${processor}' elsewhere (${other})`,
    };
  const text = quoted(source, processor, list.elts.at(-1));
  return verified(
    source,
    insertItem(source.text, sequenceOf(source, list), list.elts.length, text),
    {
      inserted: [{ into: list.elts, at: list.elts.length, nodes: [parseExpression(text)] }],
    },
  );
}

function isList(value: Expression): value is ListLiteral {
  return value.kind === 'List' || value.kind === 'Tuple';
}

function valueAt(dict: Dict, key: string): Expression | undefined {
  return dict.values[dict.keys.findLastIndex((one) => stringValue(one) === key)];
}
