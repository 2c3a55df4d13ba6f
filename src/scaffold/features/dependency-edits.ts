import { renderRequirement, type WantedRequirement } from '../../edits/requirements.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import type { DependencyFile } from '../../project/dependencies.ts';
import { type FeatureContext, reasons } from '../plan/feature.ts';

/** The reason of the feature `dependencies` with this clause. */
export const because = reasons('dependencies');

/** Makes the edit in a dependency file of the draft, or declines the requirement with its reason. */
export function apply(
  context: FeatureContext,
  file: DependencyFile,
  edit: (text: string) => EditResult,
  reason: string,
  one: WantedRequirement,
): void {
  const { draft } = context;
  const text = draft.text(file.path) ?? '';
  const result = edit(text);
  if (result.ok) draft.write(file.path, applyEdits(text, result.edits), because(reason));
  else declineOne(context, file.path, result.because, one);
}

/** Leaves one requirement to the person, with the line to declare. */
export function declineOne(
  { draft }: FeatureContext,
  path: string,
  why: string,
  one: WantedRequirement,
): void {
  draft.decline({
    entry: 'dependencies',
    path,
    because: why,
    next: `Declare ${renderRequirement(one)} by hand.`,
  });
}
