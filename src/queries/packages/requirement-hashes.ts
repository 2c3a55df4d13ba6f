import { markerHolds } from '../../project/dependencies/marker.ts';
import { followRequirements } from '../../project/dependencies/requirements-chain.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { buildPython } from '../python-version/python-versions.ts';

/** A requirement that pip refuses, since another one has a hash. */
export interface UnhashedRequirement {
  readonly text: string;
  readonly at: SourceRange;
  /** `pin`: it has no exact version. `hash`: it has no hash. `source`: it can have none. */
  readonly lacks: 'pin' | 'hash' | 'source';
}

/**
 * The requirements of requirements.txt, and of the files that it takes in, that are not fit for
 * pip's hash mode, which one hash in any of them switches on. Empty without a hash.
 */
export function unhashedRequirements(repository: Repository): UnhashedRequirement[] {
  if (repository.dependencies.managers[0]?.id !== 'pip') return [];
  const { entries, files } = followRequirements(repository.files, 'requirements.txt');
  const demands = [...files.keys()].some((path) =>
    /^[ \t]*--require-hashes\b/m.test(repository.files.text(path) ?? ''),
  );
  if (!demands && !entries.some(({ hasHashes }) => hasHashes)) return [];
  const python = buildPython(repository)?.line;
  return entries.flatMap(
    ({ hasHashes, url, specifier, isEditable, marker, at }): UnhashedRequirement[] => {
      if (markerHolds(marker, python) !== true) return [];
      const text = (repository.files.text(at.file) ?? '').slice(at.start, at.end);
      if (isEditable || /^(?:git|hg|svn|bzr)\+/.test(url ?? ''))
        return [{ text, at, lacks: 'source' }];
      if (url !== undefined)
        return hasHashes || /#(?:.*&)?(?:sha(?:256|384|512))=/.test(url)
          ? []
          : [{ text, at, lacks: 'hash' }];
      if (!/^===?[^*,]+$/.test(specifier)) return [{ text, at, lacks: 'pin' }];
      return hasHashes ? [] : [{ text, at, lacks: 'hash' }];
    },
  );
}
