import { unknown } from '../values/constructors.ts';
import type { ClassValue, Value } from '../values/python-value.ts';

/**
 * A class's own or inherited member; undefined when there is none, unknown when a base that is not
 * known may have it.
 */
export function classMember(of: ClassValue, name: string): Value | undefined {
  const own = of.scope.variables.get(name);
  if (own !== undefined) return own.value;
  for (const base of of.bases) {
    const inherited =
      base.kind === 'class'
        ? classMember(base, name)
        : base.kind === 'unknown' && !name.startsWith('__')
          ? unknown(base.because, base.env, base.external)
          : undefined;
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** The names of a class and of all above it. */
export function classNames(of: ClassValue): string[] {
  return [of.name, ...of.bases.flatMap((base) => (base.kind === 'class' ? classNames(base) : []))];
}

/** True for Python's exceptions and for classes below them. */
export function isException(of: ClassValue): boolean {
  return classNames(of).includes('BaseException');
}
