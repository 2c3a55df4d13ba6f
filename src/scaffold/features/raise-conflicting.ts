import { isEditableKind } from '../../edits/dependency.ts';
import { replaceRequirement } from '../../edits/requirements.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { setTomlValue } from '../../edits/toml.ts';
import { compare } from '../../project/dependencies/pep440.ts';
import { raisedRange } from '../../queries/packages/raised-range.ts';
import { uninstallableRoot } from '../../queries/packages/root-package.ts';
import { type FoundConflict, versionConflicts } from '../../queries/packages/version-conflicts.ts';
import { requirementRanges } from '../packages/requirement-ranges.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { apply, because, declineOne } from './dependency-edits.ts';

/**
 * Raises what is pinned or bounded below the first release that works with the chosen Python, with
 * Django, or with another package. What a tool writes, and what no release mends, is named instead.
 */
export function raiseConflicting(context: FeatureContext): void {
  const { repository, answers } = context;
  for (const found of versionConflicts(repository, answers.pythonVersion)) {
    if (found.doubt !== undefined || found.conflict.fails === 'use') continue;
    raise(context, found);
  }
}

function raise(context: FeatureContext, { conflict, versions, besideText }: FoundConflict): void {
  const { repository, draft, render } = context;
  const name = conflict.package;
  const reason = `${versions.written} does not work with ${besideText} (${conflict.symptom})`;
  const range = raisedRange(conflict);
  if (range === undefined) {
    draft.decline({
      entry: 'dependencies',
      path: versions.at.file,
      because: reason,
      next:
        conflict.instead === undefined
          ? `Bound ${conflict.beside} below ${conflict.from}: no release of ${name} works with it yet.`
          : `Take ${conflict.instead}: no release of ${name} works with it.`,
    });
    return;
  }
  const own = requirementRanges(render).get(name)?.specifier;
  const lowest = /^>=([\w.]+)/.exec(own ?? '')?.[1];
  const works = conflict.worksFrom ?? '0';
  const specifier =
    own !== undefined && lowest !== undefined && compare(lowest, works) >= 0 ? own : range;
  const wanted = { name, specifier };
  const declared = repository.dependencies.find(name);
  const path = declared?.at.file ?? versions.at.file;
  const kind = repository.dependencies.files.find((file) => file.path === path)?.kind;
  const isList = isEditableKind(kind) && (kind === 'requirements' || kind === 'pip-tools-input');
  if (versions.isLocked || declared === undefined || !isList) {
    declineOne(context, path, reason, wanted);
    return;
  }
  const edit = (text: string): EditResult => replaceRequirement(text, declared.name, { specifier });
  apply(context, { path, kind }, edit, reason, wanted);
}

/** Tells Poetry or uv that the repository is no package, where they would fail to install it as one. */
export function leavePackageMode({ repository, draft }: FeatureContext): void {
  const found = uninstallableRoot(repository);
  if (found === undefined) return;
  const { manager, at } = found;
  const key = manager === 'poetry' ? 'package-mode' : 'package';
  const result = setTomlValue(draft.text(at.file) ?? '', ['tool', manager, key], { toml: 'false' });
  const reason = `${manager === 'poetry' ? 'Poetry' : 'uv'} would install the repository itself as a package, which it is not`;
  if (result.ok)
    draft.write(at.file, applyEdits(draft.text(at.file) ?? '', result.edits), because(reason));
  else
    draft.decline({
      entry: 'dependencies',
      path: at.file,
      because: result.because,
      next: `Write ${key} = false into [tool.${manager}].`,
    });
}
