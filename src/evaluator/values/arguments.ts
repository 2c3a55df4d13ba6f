import type { CallArguments, Value } from './python-value.ts';
import { textOf } from './text.ts';

/** The argument at a position or of a name; undefined when it was not given. */
export function argument(args: CallArguments, position: number, name: string): Value | undefined {
  return args.keywords.get(name) ?? args.positional[position];
}

/** The text of an argument; undefined when it was not given or is not known. */
export function textArgument(
  args: CallArguments,
  position: number,
  name: string,
): string | undefined {
  return textOf(argument(args, position, name));
}

/** A flag given by name; the default when it was not given or is not known. */
export function flag(args: CallArguments, name: string, fallback: boolean): boolean {
  const value = args.keywords.get(name);
  return value?.kind === 'bool' ? value.value : fallback;
}
