import type { CharacterTest } from './pattern.ts';

/** `\d`, `\s` and `\w`, as Python means them for texts; with the flag ASCII only within ASCII. */
export function classTest(letter: 'd' | 's' | 'w', ascii: boolean): CharacterTest {
  const inAscii = { d: /[0-9]/, s: /[ \t\n\r\f\v]/, w: /[a-zA-Z0-9_]/ }[letter];
  const beyond = { d: /\p{Nd}/u, s: /[\s\x1c-\x1f\x85]/u, w: /[\p{L}\p{N}_]/u }[letter];
  const known = new Map<number, boolean>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const character = String.fromCodePoint(code);
    const result = ascii || code < 128 ? inAscii.test(character) : beyond.test(character);
    known.set(code, result);
    return result;
  };
}

/** One character, or another one in upper or lower case. */
export function literalTest(code: number, ignoreCase: boolean): CharacterTest {
  if (!ignoreCase) return (other) => other === code;
  const same = new Set(inBothCases(code));
  return (other) => same.has(other);
}

/** The test with letters of the other case counted in. */
export function ignoringCase(test: CharacterTest): CharacterTest {
  return (code) => inBothCases(code).some(test);
}

/** A character with itself in upper and in lower case. */
export function inBothCases(code: number): number[] {
  const character = String.fromCodePoint(code);
  const others = [character.toLowerCase(), character.toUpperCase()].filter(
    (one) => [...one].length === 1,
  );
  return [code, ...others.map((one) => one.codePointAt(0)!)];
}
