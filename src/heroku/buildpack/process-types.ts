/**
 * The process types of a Procfile, as the classic platform reads it: a name, an optional colon, a
 * blank, the command. Other lines are ignored; of a name given twice the last command counts.
 * Source: build rules of the platform, heroku/buildpacks-procfile; read 2026-11-23.
 */
export function findProcessTypes(text: string): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, command] = /^[ \t]*([A-Za-z0-9_-]+):?[ \t]+(\S.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && command !== undefined) types.set(name, command);
  }
  return types;
}
