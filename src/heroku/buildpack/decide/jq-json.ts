/**
 * What jq 1.6 makes of a text: the JSON values in it, or its message about the first fault, with
 * the line and column it counts.
 */
export type JqReading =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly message: string };

/** An open array or object, or a key that waits for its value. */
type Frame =
  | { readonly kind: 'array'; readonly items: unknown[] }
  | { readonly kind: 'object'; readonly members: Map<string, unknown> }
  | { readonly kind: 'key'; readonly name: string };

/** Levels that may be open at once. */
const DEEPEST = 256;

class Fault extends Error {}

/**
 * Reads a text as jq 1.6 does, which is laxer than the standard (`nan`, `01`, several values, line
 * ends inside strings) and words its faults in its own way; the platform records that message.
 * Source: runs of jq 1.6; read 2026-11-24.
 */
export function readJq(text: string): JqReading {
  const source = Buffer.from(text.replace(/^\ufeff/, ''), 'utf8').toString('latin1');
  const parser = new Parser();
  let line = 1;
  let column = 0;
  try {
    for (const char of source) {
      column += 1;
      if (char === '\n') {
        line += 1;
        column = 0;
      }
      parser.take(char);
    }
  } catch (error) {
    if (error instanceof Fault)
      return { ok: false, message: `${error.message} at line ${line}, column ${column}` };
    throw error;
  }
  const early = parser.end();
  return early === undefined
    ? { ok: true, values: parser.values }
    : { ok: false, message: `${early} at EOF at line ${line}, column ${column}` };
}

class Parser {
  readonly values: unknown[] = [];
  private readonly stack: Frame[] = [];
  /** The value that was read last and has no place yet. */
  private next: { readonly value: unknown } | undefined;
  private token = '';
  private state: 'normal' | 'string' | 'escape' = 'normal';

  take(char: string): void {
    if (this.state === 'escape') {
      this.token += char;
      this.state = 'string';
    } else if (this.state === 'string') {
      if (char === '"') {
        this.state = 'normal';
        this.put(plainText(this.token));
        this.token = '';
      } else {
        this.token += char;
        if (char === '\\') this.state = 'escape';
      }
    } else if (/[ \t\r\n"[\]{}:,]/.test(char)) {
      this.endLiteral();
      this.emit();
      if (char === '"') this.state = 'string';
      else if (!/\s/.test(char)) this.structure(char);
    } else this.token += char;
    if (this.state === 'normal') this.emit();
  }

  /** What is missing when the text ends here; undefined when nothing is. */
  end(): string | undefined {
    if (this.state !== 'normal') return 'Unfinished string';
    try {
      this.endLiteral();
    } catch (error) {
      if (error instanceof Fault) return error.message;
      throw error;
    }
    if (this.stack.length > 0) return 'Unfinished JSON term';
    this.emit();
    return undefined;
  }

  private emit(): void {
    if (this.stack.length > 0 || this.next === undefined) return;
    this.values.push(this.next.value);
    this.next = undefined;
  }

  private put(value: unknown): void {
    if (this.next !== undefined) throw new Fault('Expected separator between values');
    this.next = { value };
  }

  private endLiteral(): void {
    if (this.token === '') return;
    const word = this.token;
    this.token = '';
    if (/^[tf]/.test(word) || (word.startsWith('n') && word.length !== 3)) {
      if (!['true', 'false', 'null'].includes(word)) throw new Fault('Invalid literal');
      this.put(JSON.parse(word));
    } else {
      if (!/^(nan|[-+]?(infinity|inf|(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?))$/i.test(word))
        throw new Fault('Invalid numeric literal');
      this.put(numberOf(word));
    }
  }

  private structure(char: string): void {
    const top = this.stack.at(-1);
    if (char === '[' || char === '{') {
      if (this.stack.length >= DEEPEST) throw new Fault('Exceeds depth limit for parsing');
      if (this.next !== undefined) throw new Fault('Expected separator between values');
      this.stack.push(
        char === '[' ? { kind: 'array', items: [] } : { kind: 'object', members: new Map() },
      );
    } else if (char === ':') {
      if (this.next === undefined) throw new Fault("Expected string key before ':'");
      if (top?.kind !== 'object') throw new Fault("':' not as part of an object");
      if (typeof this.next.value !== 'string') throw new Fault('Object keys must be strings');
      this.stack.push({ kind: 'key', name: this.next.value });
      this.next = undefined;
    } else if (char === ',') {
      if (this.next === undefined) throw new Fault("Expected value before ','");
      if (top === undefined || top.kind === 'object')
        throw new Fault('Objects must consist of key:value pairs');
      this.settle(top);
    } else this.close(char, top);
  }

  private close(char: string, top: Frame | undefined): void {
    if (char === ']') {
      if (top?.kind !== 'array') throw new Fault("Unmatched ']'");
      if (this.next !== undefined) this.settle(top);
      else if (top.items.length > 0) throw new Fault('Expected another array element');
      this.stack.pop();
      this.next = { value: top.items };
      return;
    }
    if (top === undefined) throw new Fault("Unmatched '}'");
    if (this.next !== undefined) {
      if (top.kind !== 'key') throw new Fault('Objects must consist of key:value pairs');
      this.settle(top);
    } else if (top.kind !== 'object') throw new Fault("Unmatched '}'");
    else if (top.members.size > 0) throw new Fault('Expected another key-value pair');
    const done = this.stack.pop();
    this.next = { value: done?.kind === 'object' ? Object.fromEntries(done.members) : null };
  }

  /** Puts the value that was read last where it belongs. */
  private settle(top: Frame): void {
    const value = this.next?.value;
    this.next = undefined;
    if (top.kind === 'array') top.items.push(value);
    if (top.kind !== 'key') return;
    this.stack.pop();
    const object = this.stack.at(-1);
    if (object?.kind === 'object') object.members.set(top.name, value);
  }
}

/** The number of a literal. Integers that a number cannot hold keep their digits, as in jq 1.7. */
function numberOf(word: string): number | bigint | null {
  const value = Number(word);
  if (/^-?\d+$/.test(word) && !Number.isSafeInteger(value)) return BigInt(word);
  return Number.isFinite(value) ? value : null;
}

/** A value as jq prints it on one line. */
export function printJq(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(printJq).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}:${printJq(one)}`,
  );
  return `{${members.join(',')}}`;
}

/** The text of a string from what stands between its quotes, which is bytes still. */
function plainText(raw: string): string {
  if ([...raw].some((char) => char < ' ')) {
    throw new Fault(
      'Invalid string: control characters from U+0000 through U+001F must be escaped',
    );
  }
  const text = raw.replace(/\\(u[0-9a-fA-F]{4}|.|$)/gs, (_whole, code: string) => {
    if (/^u./.test(code))
      return Buffer.from(String.fromCharCode(Number.parseInt(code.slice(1), 16)), 'utf8').toString(
        'latin1',
      );
    const plain = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' }[
      code
    ];
    if (plain === undefined)
      throw new Fault(code === 'u' ? 'Invalid \\uXXXX escape' : 'Invalid escape');
    return plain;
  });
  return Buffer.from(text, 'latin1').toString('utf8');
}
