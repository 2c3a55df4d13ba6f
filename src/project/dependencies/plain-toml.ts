import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';

/** The value of a TOML text as plain data; undefined when it is no TOML. */
export function readToml(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    return getStaticTOMLValue(parseTOML(text)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** The value at a path of tables; undefined where one is missing or no table. */
export function tomlMember(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isTable(at) ? at[name] : undefined), value);
}

/** True for a table; arrays and plain values are none. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
