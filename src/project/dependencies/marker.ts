import { satisfies } from './pep440.ts';

/**
 * What a dyno answers to the variables of a marker. `python_version` and `python_full_version` come
 * from the Python of the build. Source: PEP 508, "Environment Markers"; read 2026-11-30.
 */
const DYNO: ReadonlyMap<string, string> = new Map([
  ['os_name', 'posix'],
  ['sys_platform', 'linux'],
  ['platform_system', 'Linux'],
  ['platform_machine', 'x86_64'],
  ['platform_python_implementation', 'CPython'],
  ['implementation_name', 'cpython'],
]);

const TOKEN =
  /\s*(?:(\(|\))|("[^"]*"|'[^']*')|(<=|>=|==|!=|~=|===|<|>)|(not\s+in\b|in\b|and\b|or\b)|([\w.]+))/y;

/** Brackets within brackets; a marker that nests deeper is not decided. */
const MAX_DEPTH = 100;

type Truth = boolean | undefined;

/**
 * Whether a requirement with this marker is installed on a dyno with a Python of the given minor
 * version (X.Y). Undefined when the marker asks for something that is not known, such as an extra.
 */
export function markerHolds(marker: string | undefined, python: string | undefined): Truth {
  if (marker === undefined) return true;
  const tokens = tokensOf(marker);
  return tokens === undefined ? undefined : new MarkerReader(tokens, python).read();
}

function tokensOf(marker: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const { length } = marker.trimEnd();
  while (TOKEN.lastIndex < length) {
    const match = TOKEN.exec(marker);
    if (match === null) return undefined;
    tokens.push(match[0].trim().replace(/\s+/g, ' '));
  }
  return tokens;
}

/** Reads one marker; a life of its own, since it moves through the tokens. */
class MarkerReader {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly string[];
  private readonly python: string | undefined;

  constructor(tokens: readonly string[], python: string | undefined) {
    this.tokens = tokens;
    this.python = python;
  }

  read(): Truth {
    const truth = this.readOr();
    return this.at === this.tokens.length ? truth : undefined;
  }

  private readOr(): Truth {
    let truth = this.readAnd();
    while (this.take('or')) truth = either(truth, this.readAnd());
    return truth;
  }

  private readAnd(): Truth {
    let truth = this.readOne();
    while (this.take('and')) truth = both(truth, this.readOne());
    return truth;
  }

  private readOne(): Truth {
    if (this.take('(')) {
      if (this.depth === MAX_DEPTH) return undefined;
      this.depth += 1;
      const inner = this.readOr();
      this.depth -= 1;
      return this.take(')') ? inner : undefined;
    }
    const [left, operator, right] = this.tokens.slice(this.at, this.at + 3);
    this.at += 3;
    if (left === undefined || operator === undefined || right === undefined) return undefined;
    return this.compare(left, operator, right);
  }

  private take(token: string): boolean {
    const found = this.tokens[this.at] === token;
    if (found) this.at += 1;
    return found;
  }

  private compare(left: string, operator: string, right: string): Truth {
    const name = isText(left) ? right : left;
    const text = (isText(left) ? left : right).slice(1, -1);
    if (isText(left) === isText(right)) return undefined;
    if (name === 'python_version' || name === 'python_full_version')
      return this.comparePython(name, isText(left) ? turned(operator) : operator, text);
    const value = DYNO.get(name);
    if (value === undefined) return undefined;
    if (operator === '==') return value === text;
    if (operator === '!=') return value !== text;
    const [needle, hay] = isText(left) ? [text, value] : [value, text];
    if (operator === 'in') return hay.includes(needle);
    return operator === 'not in' ? !hay.includes(needle) : undefined;
  }

  private comparePython(name: string, operator: string, text: string): Truth {
    if (this.python === undefined) return undefined;
    if (/^(not )?in$/.test(operator))
      return text.split(/[\s,|]+/).includes(this.python) === (operator === 'in');
    try {
      // The patch of the build is not known here, so a comparison that turns on it is undecided.
      const patches = name === 'python_version' ? [''] : ['.0', '.99'];
      const truths = patches.map((patch) =>
        satisfies(`${this.python}${patch}`, `${operator}${text}`),
      );
      return truths.every((one) => one === truths[0]) ? truths[0] : undefined;
    } catch {
      return undefined;
    }
  }
}

function isText(token: string): boolean {
  return /^["']/.test(token);
}

function turned(operator: string): string {
  return { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }[operator] ?? operator;
}

function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

function either(a: Truth, b: Truth): Truth {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
}
