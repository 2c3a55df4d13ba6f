/**
 * A look-up table by names that the project chooses. An object would inherit members such as
 * `constructor` and `__proto__`.
 */
export function tableOf<T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries));
}
