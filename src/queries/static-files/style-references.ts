import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { isAtLeast } from '../packages/django-version.ts';
import { installedSeries } from '../packages/installed-series.ts';
import { collectedFiles } from './static-files.ts';

/**
 * A reference of a style sheet, or a source map of a script, that leads to no file that
 * collectstatic would find.
 */
export interface MissingReference {
  readonly at: SourceRange;
  readonly reference: string;
  /** The path below the static URL that the reference means. */
  readonly wanted: string;
  /** True inside a comment, which Django follows before 6.1. */
  readonly isInComment: boolean;
}

/**
 * What the style sheets and scripts of the repository refer to and no static folder holds; none
 * when the static folders cannot be told.
 */
export function* missingStyleReferences(repository: Repository): Generator<MissingReference> {
  const collected = collectedFiles(repository);
  if (collected === undefined) return;
  const series = installedSeries(repository);
  const followsComments = series !== undefined && !isAtLeast(series, '6.1');
  for (const [name, file] of collected) {
    if (!/\.(css|js)$/.test(name)) continue;
    const text = repository.files.text(file) ?? '';
    const code = withoutComments(text);
    for (const match of referencesIn(name, text, followsComments ? text : code)) {
      const reference = match.groups?.reference?.trim() ?? '';
      // Other hosts, data, absolute addresses and fragments alone are left as they are by the
      // storage.
      if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(reference)) continue;
      const wanted = resolveBeside(name, reference.replace(/[?#].*$/, ''));
      if (reference === '' || wanted === undefined || collected.has(wanted)) continue;
      const start = match.index + match[0].indexOf(reference);
      const end = start + reference.length;
      const isInComment = !match[0].startsWith('/*') && code.slice(match.index, end).trim() === '';
      yield { at: { file, start, end }, reference, wanted, isInComment };
    }
  }
}

const STYLE = [
  /url\(\s*(["']?)(?<reference>[^"')]+?)\1\s*\)/g,
  /@import\s*["'](?<reference>[^"']+)["']/g,
] as const;
const STYLE_MAP = /^\/\*#[ \t]sourceMappingURL=(?<reference>.*?)[ \t]*\*\/$/gm;
const SCRIPT_MAP = /^\/\/# sourceMappingURL=(?<reference>.*)$/gm;

/**
 * What the storage follows in a file. Source: HashedFilesMixin.patterns of Django 4.2 to 6.1, and
 * collectstatic of 4.2.30, 5.2.19 and 6.1.3 run; 2026-11-27. Ticket 21080: it follows `url()` in
 * comments up to 6.0; 2026-11-30.
 */
function referencesIn(name: string, text: string, code: string): RegExpExecArray[] {
  if (name.endsWith('.js'))
    return text.includes('sourceMappingURL') ? [...text.matchAll(SCRIPT_MAP)] : [];
  return [...STYLE.flatMap((pattern) => [...code.matchAll(pattern)]), ...text.matchAll(STYLE_MAP)];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
}

/**
 * The path that a reference means, seen from the file it stands in; undefined when it leaves the
 * static files.
 */
function resolveBeside(name: string, reference: string): string | undefined {
  const parts = name.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
