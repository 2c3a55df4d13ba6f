import type { Call, Expression, Keyword } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { dottedName, findAssignments, walk } from '../../python/walk.ts';
import { insertItem } from '../sequence.ts';
import type { EditResult } from '../text-edit.ts';
import { isSameTree, parseExpression, verified } from './verified.ts';
import { lineOf, sequenceOf } from './written.ts';

/**
 * The edits that give keywords to the one call of a function in a setting, such as
 * `dj_database_url.config(…)` in DATABASES: a keyword that is there gets the value, the others
 * stand behind the last argument in its layout. Declined when the setting holds no such call,
 * several, or one with `**`.
 */
export function setCallKeywords(
  source: PySource,
  setting: string,
  calls: (name: string) => boolean,
  keywords: Readonly<Record<string, string>>,
): EditResult {
  const found = findAssignments(source.module, setting, { inBlocks: true }).flatMap(({ value }) =>
    value === null
      ? []
      : [...walk(value)].filter(
          (node): node is Call => node.kind === 'Call' && calls(dottedName(node.func) ?? ''),
        ),
  );
  const [call, second] = found;
  if (call === undefined || second !== undefined)
    return { ok: false, because: `the value of ${setting} is not a single call` };
  if (call.keywords.some(({ arg }) => arg === null))
    return { ok: false, because: `the arguments of ${setting} are unpacked with **` };
  const wanted = parseExpression(
    `call(${Object.entries(keywords)
      .map((pair) => pair.join('='))
      .join(', ')})`,
  ) as Call;
  const pairs = wanted.keywords.map((keyword) => ({
    keyword,
    present: call.keywords.find(({ arg }) => arg === keyword.arg),
  }));
  const changed = pairs.flatMap(({ keyword, present }) =>
    present === undefined || isSameTree(present.value, keyword.value)
      ? []
      : [{ old: present.value, value: keyword.value, text: textFor(keyword, keywords) }],
  );
  const bound = changed
    .flatMap(({ old }) => [...walk(old)])
    .find(({ kind }) => kind === 'NamedExpr');
  if (bound !== undefined)
    return {
      ok: false,
      because: `an argument of ${setting} also sets another name (${lineOf(source, bound)})`,
    };
  const missing = pairs.flatMap(({ keyword, present }) => (present === undefined ? [keyword] : []));
  const edits = changed.map(({ old, text }) => ({ start: old.start, end: old.end, text }));
  if (missing.length > 0) {
    const sequence = sequenceOf(source, call, call.func.end);
    const [only] = call.args;
    if (only?.kind === 'GeneratorExp' && source.text[sequence.items[0]!.start] !== '(')
      return {
        ok: false,
        because: `an argument of ${setting} is a generator without parentheses of its own (${lineOf(source, only)})`,
      };
    const text = missing
      .map((keyword) => `${keyword.arg}=${textFor(keyword, keywords)}`)
      .join(', ');
    edits.push(...insertItem(source.text, sequence, sequence.items.length, text));
  }
  if (edits.length === 0) return { ok: true, edits };
  return verified(source, edits, {
    replaced: new Map(changed.map(({ old, value }): [Expression, Expression[]] => [old, [value]])),
    inserted: [{ into: call.keywords, at: call.keywords.length, nodes: missing }],
  });
}

function textFor({ arg }: Keyword, keywords: Readonly<Record<string, string>>): string {
  return keywords[arg ?? ''] ?? '';
}
