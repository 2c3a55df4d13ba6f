import type { Repository } from '../../project/repository.ts';
import type { ClassDef } from '../../python/nodes.ts';
import { dottedName } from '../../python/walk.ts';
import { literalValue } from '../apps/python-source.ts';
import { resolveName } from './class-names.ts';
import type { WrittenField } from './model-fields.ts';

/**
 * The label of what a relation names: a class, `self`, `Model`, `app.Model` or the user's setting;
 * undefined when a package has it. `label` is the model that writes the relation.
 */
export function relationTarget(
  repository: Repository,
  importRoot: string,
  { target, module }: WrittenField,
  label: string,
  labels: ReadonlyMap<ClassDef, string>,
): string | undefined {
  if (target === undefined) return undefined;
  const known = [...labels.values()];
  const named = (text: string): string | undefined =>
    known.find((one) => one.toLowerCase() === text.toLowerCase());
  const text = literalValue(target);
  if (typeof text === 'string') {
    if (text === 'self') return label;
    return named(text.includes('.') ? text : `${label.split('.')[0]}.${text}`);
  }
  const dotted = target.kind === 'Call' ? dottedName(target.func) : dottedName(target);
  if (dotted === undefined) return undefined;
  if (/(^|\.)(AUTH_USER_MODEL|get_user_model)$/.test(dotted)) {
    const setting = repository.djangoProject?.production?.get('AUTH_USER_MODEL');
    return setting?.state === 'known' && typeof setting.value === 'string'
      ? named(setting.value)
      : undefined;
  }
  const thing = resolveName(repository, importRoot, module, dotted);
  return thing?.kind === 'class' ? labels.get(thing.found.node) : undefined;
}
