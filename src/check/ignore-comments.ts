import { parseTOML } from 'toml-eslint-parser';
import type { FileTree } from '../python/file-tree.ts';
import type { SourceRange } from '../python/source-range.ts';
import { scanTokens } from '../python/tokens.ts';

/**
 * A comment `# dynoready: ignore[debug-on] because …`, and the one line whose findings it sets
 * aside.
 */
export interface IgnoreComment {
  /** From `dynoready:` to the end of the comment. */
  readonly at: SourceRange;
  /** The rules as written; empty when the comment names none. */
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  /**
   * The range of the line that is meant: the comment's own, or the next that is more than a comment
   * when it stands alone.
   */
  readonly line: { readonly start: number; readonly end: number };
}

/** What every such comment holds; a file without it is not looked at any further. */
const MARK = 'dynoready:';
const COMMENT = /dynoready:\s*ignore\b(?:\s*\[([^\]]*)\])?\s*(?:because\b:?\s*(.*))?/;
/**
 * Files besides Python and TOML in which a line, or what follows a blank, is a comment from `#` on.
 */
const HASH_COMMENTS =
  /(^|\/)(Procfile[^/]*|[^/]*requirements[^/]*\.(txt|in)|requirements\/[^/]*\.(txt|in)|\.(git|slug)ignore|\.python-version)$/;

/**
 * What was found in the bytes of a file: they are the same object as long as nobody read it anew.
 */
const known = new WeakMap<Uint8Array, readonly IgnoreComment[]>();

/** The comments of the project that set findings aside, in the order of the files. */
export function findIgnoreComments(files: FileTree): IgnoreComment[] {
  return files.paths.filter(mayHoldComments).flatMap((path) => {
    const bytes = files.bytes(path);
    if (bytes === undefined) return [];
    const found = known.get(bytes) ?? findIn(files, path, bytes);
    known.set(bytes, found);
    return found;
  });
}

/** Most files hold none: their bytes are searched, and they are never decoded for this. */
function findIn(files: FileTree, path: string, bytes: Uint8Array): readonly IgnoreComment[] {
  const isMarked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(MARK);
  return isMarked ? commentsIn(path, files.text(path) ?? '') : [];
}

function mayHoldComments(path: string): boolean {
  // Migrations are many, and no rule speaks of their lines.
  if (path.endsWith('.py')) return !/(^|\/)migrations\/[^/]+$/.test(path);
  return /(^|\/)(Pipfile|[^/]+\.toml)$/.test(path) || HASH_COMMENTS.test(path);
}

function commentsIn(path: string, text: string): IgnoreComment[] {
  return rangesOfComments(path, text).flatMap(([start, end]) => {
    const match = COMMENT.exec(text.slice(start, end));
    if (match === null) return [];
    const rules = (match[1] ?? '').split(',').map((one) => one.trim());
    const reason = match[2]?.trim();
    return {
      at: {
        file: path,
        start: start + match.index,
        end: start + text.slice(start, end).trimEnd().length,
      },
      rules: rules.filter(Boolean),
      reason: reason === '' ? undefined : reason,
      line: lineMeant(text, start),
    };
  });
}

function rangesOfComments(path: string, text: string): (readonly [number, number])[] {
  if (path.endsWith('.py'))
    return scanTokens(text)
      .filter(({ kind }) => kind === 'comment')
      .map(({ start, end }) => [start, end]);
  if (!HASH_COMMENTS.test(path)) return tomlComments(text);
  return [...text.matchAll(/(?<=^|[ \t])#[^\r\n]*/gm)].map(({ 0: comment, index }) => [
    index,
    index + comment.length,
  ]);
}

function tomlComments(text: string): (readonly [number, number])[] {
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  try {
    return parseTOML(text.slice(shift)).comments.map(({ range: [start, end] }) => [
      start + shift,
      end + shift,
    ]);
  } catch {
    // A file that is no TOML has no comments either; a rule reports it.
    return [];
  }
}

/**
 * The line of the comment; when nothing else stands on it, the next line that is more than a
 * comment.
 */
function lineMeant(text: string, commentStart: number): { start: number; end: number } {
  let start =
    Math.max(text.lastIndexOf('\n', commentStart - 1), text.lastIndexOf('\r', commentStart - 1)) +
    1;
  let end = endOfLine(text, start);
  while (/^[\s\ufeff]*#/.test(text.slice(start, end)) && end < text.length) {
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    end = endOfLine(text, start);
  }
  return { start, end };
}

function endOfLine(text: string, from: number): number {
  const found = text.slice(from).search(/[\r\n]/);
  return found < 0 ? text.length : from + found;
}
