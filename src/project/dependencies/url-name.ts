/**
 * The package that a URL or path most likely holds, with its extras: `#egg=`, else the name in a
 * wheel or source archive, else the last part of the repository. Empty when nothing can be told, as
 * for `.`.
 */
export function nameFromUrl(url: string): {
  readonly name: string;
  readonly extras: readonly string[];
} {
  const egg = /#(?:.*&)?egg=([^&[]+)(?:\[([^\]]*)\])?/.exec(url);
  const bare = url.replace(/#.*$/, '').replace(/\[([^\]]*)\]\s*$/, '');
  const extras = (egg?.[2] ?? /\[([^\]]*)\]\s*$/.exec(url)?.[1] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (egg !== null) return { name: egg[1]!.trim(), extras };
  const last =
    bare
      .replace(/[?].*$/, '')
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  if (last.endsWith('.whl')) return { name: last.split('-')[0]!, extras };
  const archive = /^(.+?)-v?\d[\w.!+]*\.(?:zip|tar\.(?:gz|bz2|xz)|tgz|tbz)$/.exec(last);
  if (archive !== null) return { name: archive[1]!, extras };
  const repository = /^(?:git|hg|svn|bzr)\+/.test(url)
    ? /^([A-Za-z0-9][\w.-]*?)(?:\.git)?(?:@.*)?$/.exec(last)
    : null;
  return { name: repository?.[1] ?? '', extras };
}
