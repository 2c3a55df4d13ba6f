/**
 * The name of an app as Heroku gives it: a word and a random suffix. Nobody's, because nothing is
 * ever looked up.
 */
export const DEFAULT_HOST = 'dynoready-example-0123456789ab.herokuapp.com';

/**
 * Returns the host to ask for: one that the settings allow and a visitor could type, else the
 * default, which the app may refuse.
 */
export function chooseHost(allowedHosts: readonly string[]): string {
  const names = allowedHosts.filter(
    (host) =>
      /^\.?[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(host) &&
      !/^[\d.]+$/.test(host) &&
      !/(^|\.)localhost$/.test(host),
  );
  const name = names.find((host) => host.endsWith('.herokuapp.com')) ?? names[0];
  if (name === undefined) return DEFAULT_HOST;
  if (name === '.herokuapp.com') return DEFAULT_HOST;
  return name.startsWith('.') ? `www${name}` : name;
}
