import type { Repository } from '../../project/repository.ts';
import type { PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { childrenOf } from '../../python/walk.ts';
import { productionChain } from './production-settings.ts';

/** Two items of a list that Python joins, since no comma stands between them. */
export interface JoinedTexts {
  readonly setting: string;
  readonly first: string;
  readonly second: string;
  /** The first text as written, with its quotes. */
  readonly at: SourceRange;
}

/** A whole item of a list of settings: a dotted name, a host or an origin, and no part of one. */
const WHOLE = /^(?:[A-Za-z_]\w*(?:\.\w+)*|\.?[\w-]+(?:\.[\w-]+)+|https?:\/\/[\w.:-]+)$/;

/**
 * The texts in lists, tuples and sets of the production settings that lie side by side without a
 * comma and each of which could stand alone. A text that is split at a dot or a blank on purpose is
 * not among them.
 */
export function* joinedTexts(repository: Repository): Generator<JoinedTexts> {
  for (const source of productionChain(repository)) {
    for (const statement of source.module.body) {
      if (statement.kind !== 'Assign' && statement.kind !== 'AugAssign') continue;
      const target = statement.kind === 'Assign' ? statement.targets[0] : statement.target;
      if (target?.kind !== 'Name' || !/^[A-Z]/.test(target.id)) continue;
      yield* joinedIn(source, target.id, statement.value);
    }
  }
}

function* joinedIn(source: PySource, setting: string, node: PyNode): Generator<JoinedTexts> {
  if (node.kind === 'List' || node.kind === 'Tuple' || node.kind === 'Set') {
    for (const item of node.elts) {
      if (item.kind !== 'Constant' || item.type !== 'str') continue;
      const text = source.text.slice(item.start, item.end);
      // Most items are one text; only others are looked at token by token.
      if (!/["'][^"'\n]*["'][\s\\#]/.test(text)) continue;
      yield* pairsIn(source, setting, item.start, item.end);
    }
  }
  for (const child of childrenOf(node)) yield* joinedIn(source, setting, child);
}

function* pairsIn(
  source: PySource,
  setting: string,
  start: number,
  end: number,
): Generator<JoinedTexts> {
  const texts = source
    .tokens()
    .filter((token) => token.start >= start && token.end <= end && token.kind === 'string');
  for (const [index, token] of texts.slice(0, -1).entries()) {
    const first = unquoted(token.text);
    const second = unquoted(texts[index + 1]!.text);
    if (!WHOLE.test(first) || !WHOLE.test(second)) continue;
    if (second.startsWith('.') && setting !== 'ALLOWED_HOSTS') continue;
    if (setting !== 'INSTALLED_APPS' && !(/[.:]/.test(first) && /[.:]/.test(second))) continue;
    yield { setting, first, second, at: { file: source.file, start: token.start, end: token.end } };
  }
}

function unquoted(text: string): string {
  return /^[rRuU]?(["'])(.*)\1$/s.exec(text)?.[2] ?? '';
}
