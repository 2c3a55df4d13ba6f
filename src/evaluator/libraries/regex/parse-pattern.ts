import { classTest, ignoringCase, literalTest } from './character-tests.ts';
import {
  type CharacterTest,
  type Pattern,
  type PatternFlags,
  type PatternNode,
  widthOf,
} from './pattern.ts';

/** Thrown for what is no regular expression, or for what is not implemented of them. */
class PatternError extends Error {}

/**
 * A regular expression of Python; undefined for one that Python refuses, or that uses what is not
 * implemented: conditions, flags within groups, and characters by name. Source: Python's own module
 * `re`, 3.14 (read 2026-11-24).
 */
export function parsePattern(text: string, flags: PatternFlags): Pattern | undefined {
  const inline = /^\(\?([imsax]+)\)/.exec(text);
  const letters = inline?.[1] ?? '';
  const reader = new PatternReader([...text.slice(inline?.[0].length ?? 0)], {
    ignoreCase: flags.ignoreCase || letters.includes('i'),
    multiline: flags.multiline || letters.includes('m'),
    dotAll: flags.dotAll || letters.includes('s'),
    ascii: flags.ascii || letters.includes('a'),
    verbose: flags.verbose || letters.includes('x'),
  });
  try {
    return reader.pattern();
  } catch (error) {
    if (error instanceof PatternError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const ESCAPED: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['f', 12],
  ['v', 11],
  ['a', 7],
]);

/** The reading of one pattern. */
class PatternReader {
  readonly #characters: readonly string[];
  readonly #flags: PatternFlags;
  readonly #names = new Map<string, number>();
  readonly #closed = new Set<number>();
  #at = 0;
  #groups = 0;

  constructor(characters: readonly string[], flags: PatternFlags) {
    this.#characters = characters;
    this.#flags = flags;
  }

  pattern(): Pattern {
    const root = this.#alternatives();
    if (this.#at < this.#characters.length) throw new PatternError('unbalanced parenthesis');
    return { root, groups: this.#groups, names: this.#names };
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string {
    const character = this.#characters[this.#at];
    if (character === undefined) throw new PatternError('the pattern ends too soon');
    this.#at += 1;
    return character;
  }

  #takes(text: string): boolean {
    const found = [...text].every((one, index) => this.#characters[this.#at + index] === one);
    if (found) this.#at += text.length;
    return found;
  }

  #until(end: string): string {
    let text = '';
    for (let one = this.#next(); one !== end; one = this.#next()) text += one;
    return text;
  }

  #alternatives(): PatternNode {
    const nodes = [this.#sequence()];
    while (this.#takes('|')) nodes.push(this.#sequence());
    return nodes.length === 1 ? nodes[0]! : { kind: 'alternatives', nodes };
  }

  #sequence(): PatternNode {
    const nodes: PatternNode[] = [];
    for (;;) {
      if (this.#flags.verbose) this.#skipBlanks();
      const character = this.#peek();
      if (character === undefined || character === '|' || character === ')')
        return { kind: 'sequence', nodes };
      const node = this.#atom();
      if (node !== undefined) nodes.push(this.#repeated(node));
    }
  }

  #skipBlanks(): void {
    for (let one = this.#peek(); one !== undefined; one = this.#peek()) {
      if (one === '#') while (this.#peek() !== undefined && this.#peek() !== '\n') this.#at += 1;
      else if (/\s/.test(one)) this.#at += 1;
      else return;
    }
  }

  #repeated(node: PatternNode): PatternNode {
    if (this.#flags.verbose) this.#skipBlanks();
    const bounds = this.#bounds();
    if (bounds === undefined) return node;
    const [min, max] = bounds;
    if (min > max || node.kind === 'position') throw new PatternError('nothing to repeat');
    const mode = this.#takes('?') ? 'lazy' : this.#takes('+') ? 'possessive' : 'greedy';
    if (this.#bounds() !== undefined) throw new PatternError('multiple repeat');
    return { kind: 'repeat', node, min, max, mode };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#takes('*')) return [0, Infinity];
    if (this.#takes('+')) return [1, Infinity];
    if (this.#takes('?')) return [0, 1];
    const rest = this.#characters.slice(this.#at, this.#at + 40).join('');
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(rest);
    if (match === null || match[0] === '{}' || match[0] === '{,}') return undefined;
    this.#at += match[0].length;
    const [, low = '', comma = '', high = ''] = match;
    const min = Number(low);
    return [min, comma === '' ? min : high === '' ? Infinity : Number(high)];
  }

  /** One element; undefined for a comment. */
  #atom(): PatternNode | undefined {
    const { multiline, dotAll, ignoreCase } = this.#flags;
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'character', test: this.#set() };
      case '.':
        return { kind: 'character', test: dotAll ? () => true : (code) => code !== 10 };
      case '^':
        return this.#position(multiline ? 'line-start' : 'start');
      case '$':
        return this.#position(multiline ? 'line-end' : 'last-line-end');
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new PatternError('nothing to repeat');
      default:
        return { kind: 'character', test: literalTest(character.codePointAt(0)!, ignoreCase) };
    }
  }

  #position(at: Extract<PatternNode, { kind: 'position' }>['at']): PatternNode {
    return { kind: 'position', at, isWord: classTest('w', this.#flags.ascii) };
  }

  #group(): PatternNode | undefined {
    if (!this.#takes('?')) return this.#capture();
    if (this.#takes('#')) {
      this.#until(')');
      return undefined;
    }
    if (this.#takes(':')) return this.#rest();
    if (this.#takes('>')) return { kind: 'atomic', node: this.#rest() };
    if (this.#takes('=')) return { kind: 'ahead', negative: false, node: this.#rest() };
    if (this.#takes('!')) return { kind: 'ahead', negative: true, node: this.#rest() };
    if (this.#takes('<=')) return this.#behind(false);
    if (this.#takes('<!')) return this.#behind(true);
    if (this.#takes('P=')) return this.#reference(this.#names.get(this.#until(')')));
    if (!this.#takes('P<')) throw new PatternError('not implemented');
    const name = this.#until('>');
    if (!/^[A-Za-z_]\w*$/.test(name) || this.#names.has(name))
      throw new PatternError('bad name of a group');
    this.#names.set(name, this.#groups + 1);
    return this.#capture();
  }

  #capture(): PatternNode {
    this.#groups += 1;
    const index = this.#groups;
    const node = this.#rest();
    this.#closed.add(index);
    return { kind: 'group', index, node };
  }

  /** What stands before the closing parenthesis. */
  #rest(): PatternNode {
    const node = this.#alternatives();
    if (!this.#takes(')')) throw new PatternError('missing ), unterminated subpattern');
    return node;
  }

  #behind(negative: boolean): PatternNode {
    const node = this.#rest();
    const width = widthOf(node);
    if (width === undefined) throw new PatternError('look-behind requires fixed-width pattern');
    return { kind: 'behind', negative, node, width };
  }

  #reference(index: number | undefined): PatternNode {
    if (index === undefined || !this.#closed.has(index))
      throw new PatternError('invalid group reference');
    return { kind: 'reference', index, ignoreCase: this.#flags.ignoreCase };
  }

  #escape(): PatternNode {
    const letter = this.#next();
    if (letter === 'A') return this.#position('start');
    if (letter === 'Z' || letter === 'z') return this.#position('end');
    if (letter === 'b') return this.#position('word');
    if (letter === 'B') return this.#position('inside');
    if (/[1-9]/.test(letter)) {
      const more = /\d/.test(this.#peek() ?? '') ? this.#next() : '';
      return this.#reference(Number(letter + more));
    }
    return { kind: 'character', test: this.#escapedTest(letter) };
  }

  #escapedTest(letter: string): CharacterTest {
    const { ascii, ignoreCase } = this.#flags;
    const lower = letter.toLowerCase();
    if (lower === 'd' || lower === 's' || lower === 'w') {
      const test = classTest(lower, ascii);
      return letter === lower ? test : (code) => !test(code);
    }
    return literalTest(this.#escapedCode(letter), ignoreCase);
  }

  #escapedCode(letter: string): number {
    const digits = { x: 2, u: 4, U: 8 }[letter];
    if (digits !== undefined) {
      const text = Array.from({ length: digits }, () => this.#next()).join('');
      const code = /^[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : Infinity;
      if (code > 0x10ffff) throw new PatternError('incomplete escape');
      return code;
    }
    if (letter === '0') return 0;
    const known = ESCAPED.get(letter);
    if (known !== undefined) return known;
    if (/[a-zA-Z0-9]/.test(letter)) throw new PatternError('bad escape');
    return letter.codePointAt(0)!;
  }

  /** What stands in brackets. */
  #set(): CharacterTest {
    const isNegated = this.#takes('^');
    const tests: CharacterTest[] = [];
    do {
      const first = this.#setMember();
      const isRange = this.#peek() === '-' && (this.#characters[this.#at + 1] ?? ']') !== ']';
      if (!isRange) tests.push(typeof first === 'number' ? (code) => code === first : first);
      else {
        this.#next();
        const last = this.#setMember();
        if (typeof first !== 'number' || typeof last !== 'number' || last < first)
          throw new PatternError('bad character range');
        tests.push((code) => code >= first && code <= last);
      }
    } while (!this.#takes(']'));
    const any: CharacterTest = (code) => tests.some((test) => test(code));
    const test = this.#flags.ignoreCase ? ignoringCase(any) : any;
    return isNegated ? (code) => !test(code) : test;
  }

  #setMember(): number | CharacterTest {
    const character = this.#next();
    if (character !== '\\') return character.codePointAt(0)!;
    const letter = this.#next();
    if (/[dswDSW]/.test(letter)) return this.#escapedTest(letter);
    return letter === 'b' ? 8 : this.#escapedCode(letter);
  }
}
