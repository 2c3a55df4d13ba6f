import { requirementLines } from '../../edits/requirement-lines.ts';
import type { WantedRequirement } from '../../edits/requirements.ts';
import type { RenderTemplate } from '../plan/templates.ts';

/**
 * The packages that the generator may add, with the ranges it writes, by normalised name. They
 * stand in a requirements file, so that a bot can raise them.
 */
export function requirementRanges(render: RenderTemplate): ReadonlyMap<string, WantedRequirement> {
  const lines = requirementLines(render('project/requirements.txt'));
  return new Map(
    lines.map(({ normalizedName, name, extras, specifier }) => [
      normalizedName,
      { name, extras, specifier },
    ]),
  );
}
