import type { Call } from '../../project/python/nodes.ts';
import type { PySource } from '../../project/python/parse.ts';
import { dottedName, findAssignments, walk } from '../../project/python/walk.ts';
import type { EditResult } from '../text-edit.ts';

/**
 * The edits that give keywords to the one call of a function in a setting, such as `dj_database_url.config(…)` in DATABASES: a keyword that is there
 * gets the value. Declined when the setting holds no such call, several, or one with `**`.
 */
export function setCallKeywords(
  source: PySource,
  setting: string,
  calls: (name: string) => boolean,
  keywords: Readonly<Record<string, string>>,
): EditResult {
  const found = findAssignments(source.module, setting, { inBlocks: true }).flatMap(({ value }) =>
    value === null ? [] : [...walk(value)].filter((node): node is Call => node.kind === 'Call' && calls(dottedName(node.func) ?? '')),
  );
  const [call, second] = found;
  if (call === undefined || second !== undefined) return { ok: false, because: `${setting} is not made by one call` };
  if (call.keywords.some(({ arg }) => arg === null)) return { ok: false, because: `the arguments of ${setting} are not written out` };
  const edits = Object.entries(keywords).flatMap(([name, text]) => {
    const present = call.keywords.find(({ arg }) => arg === name);
    return present === undefined ? [] : [{ start: present.value.start, end: present.value.end, text }];
  });
  const missing = Object.entries(keywords).filter(([name]) => !call.keywords.some(({ arg }) => arg === name));
  const changed = edits.filter(({ start, end, text }) => source.text.slice(start, end) !== text);
  if (missing.length === 0) return { ok: true, edits: changed };
  const last = [...call.args, ...call.keywords].reduce((end, { end: one }) => Math.max(end, one), 0);
  const written = missing.map(([name, text]) => `${name}=${text}`).join(', ');
  // A last argument in brackets of its own, or a generator, ends before its bracket does.
  if (source.text.slice(last === 0 ? call.func.end + 1 : last, call.end - 1).includes(')'))
    return { ok: false, because: `the last argument of ${setting} is written in a way that cannot be followed` };
  const at = last === 0 ? call.end - 1 : last;
  return { ok: true, edits: [...changed, { start: at, end: at, text: last === 0 ? written : `, ${written}` }] };
}
