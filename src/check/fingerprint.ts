import { createHash } from 'node:crypto';
import type { Repository } from '../project/repository.ts';
import { lineText } from '../python/source-range.ts';
import type { Finding } from './rule.ts';

/**
 * A name for each finding that stays when lines move: sixteen hexadecimal digits made of the rule,
 * the file, the source line without its blanks, and which of several alike it is, counted from the
 * top. A finding without a line of source (the project, a file as a whole) takes its words instead.
 */
export function fingerprintsOf(
  repository: Repository,
  findings: readonly Finding[],
): ReadonlyMap<Finding, string> {
  const counts = new Map<string, number>();
  const ordered = [...findings].sort((a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0));
  return new Map(
    ordered.map((finding) => {
      const same = JSON.stringify([
        finding.rule,
        finding.file ?? null,
        sourceOf(repository, finding),
      ]);
      const occurrence = counts.get(same) ?? 0;
      counts.set(same, occurrence + 1);
      return [
        finding,
        createHash('sha256').update(`${same} ${occurrence}`).digest('hex').slice(0, 16),
      ];
    }),
  );
}

function sourceOf(repository: Repository, { at, line, what }: Finding): string {
  const text = at === undefined || at.end === 0 ? undefined : repository.files.text(at.file);
  const source = text === undefined ? '' : lineText(text, line).replace(/\s+/g, '');
  return source === '' ? what : source;
}
