import type { Place } from '../place.ts';
import type { Project } from '../project.ts';
import { collectedFiles } from './static-files.ts';

/** A `url(…)` of a style sheet that leads to no file that collectstatic would find. */
export interface MissingReference {
  readonly at: Place;
  readonly reference: string;
  /** The path below the static URL that the reference means. */
  readonly wanted: string;
}

/** What the style sheets of the repository refer to and no static folder holds; none when the static folders cannot be told. */
export function* missingStyleReferences(project: Project): Generator<MissingReference> {
  const collected = collectedFiles(project);
  if (collected === undefined) return;
  for (const [name, file] of collected) {
    if (!name.endsWith('.css')) continue;
    const text = (project.files.text(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
    for (const match of text.matchAll(/url\(\s*(["']?)([^"')]+?)\1\s*\)/g)) {
      const reference = match[2] ?? '';
      // Other hosts, data, absolute addresses and fragments alone are left as they are by the storage.
      if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(reference)) continue;
      const wanted = resolveBeside(name, reference.replace(/[?#].*$/, ''));
      if (wanted === undefined || collected.has(wanted)) continue;
      const start = match.index + match[0].indexOf(reference);
      yield { at: { file, start, end: start + reference.length }, reference, wanted };
    }
  }
}

/** The path that a reference means, seen from the file it stands in; undefined when it leaves the static files. */
function resolveBeside(name: string, reference: string): string | undefined {
  const parts = name.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
