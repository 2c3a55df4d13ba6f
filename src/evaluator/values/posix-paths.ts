/**
 * POSIX path arithmetic on text. The project's root is text as well, such as `<root>`: a path below
 * it is absolute although it has no leading slash, and what stands above it is `<root>/..`.
 */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || path.startsWith('<');
}

/** `os.path.join`, and `/` of pathlib before it is put in order. */
export function joinText(parts: readonly string[]): string {
  let joined = '';
  for (const [index, part] of parts.entries()) {
    if (index === 0 || isAbsolute(part)) joined = part;
    else joined += joined === '' || joined.endsWith('/') ? part : `/${part}`;
  }
  return joined;
}

/**
 * pathlib's form of a path: no empty and no `.` parts, no slash at the end; `.` when nothing is
 * left.
 */
export function pathlibText(path: string): string {
  const lead = path.startsWith('/') ? '/' : '';
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return lead + parts.join('/') || '.';
}

/** `a / b / c` of pathlib. */
export function joinPaths(parts: readonly string[]): string {
  return pathlibText(joinText(parts));
}

/** `os.path.normpath`, which also takes out `..`; a `..` above the root of the project is kept. */
export function normalPath(path: string): string {
  const lead = path.startsWith('/') ? '/' : '';
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = kept.at(-1);
    const keepsDots =
      last === undefined
        ? lead === ''
        : last === '..' || (kept.length === 1 && last.startsWith('<'));
    if (part !== '..' || keepsDots) kept.push(part);
    else kept.pop();
  }
  return lead + kept.join('/') || '.';
}

/** `os.path.dirname`. */
export function directoryOf(path: string): string {
  if (/^<[^/]*>$/.test(path)) return `${path}/..`;
  const at = path.lastIndexOf('/');
  const head = path.slice(0, at + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
}

/** `Path.parent`: of the root itself, the root. */
export function parentOf(path: string): string {
  if (path === '/' || path === '.') return path;
  return directoryOf(path) || '.';
}

/** `os.path.basename`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Name and extension as `os.path.splitext` splits them. */
export function splitExtension(path: string): [string, string] {
  const name = baseName(path);
  const at = name.lastIndexOf('.');
  if (at <= 0 || /^\.+$/.test(name.slice(0, at))) return [path, ''];
  return [path.slice(0, path.length - name.length + at), name.slice(at)];
}
