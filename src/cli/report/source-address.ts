/**
 * Where each kind of source is looked up: what it begins with, and the address to which the words
 * in its quotes are added. Read on 2026-11-24.
 */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^Heroku Dev Center/, 'https://devcenter.heroku.com/search?q='],
  [
    /^Django (documentation|[\d.]+ release notes)|^djangoproject\.com/,
    'https://docs.djangoproject.com/en/stable/search/?q=',
  ],
  [/^Python documentation/, 'https://docs.python.org/3/search.html?q='],
  [/^WhiteNoise documentation/, 'https://whitenoise.readthedocs.io/en/stable/search.html?q='],
  [/^gunicorn/, 'https://docs.gunicorn.org/en/stable/search.html?q='],
  [/^pip documentation/, 'https://pip.pypa.io/en/stable/search/?q='],
];

/**
 * The address at which the source of a rule can be read or found; undefined when it names a place
 * without one.
 */
export function sourceAddress(source: string): string | undefined {
  const repository = /^([a-z0-9-]+\/[a-z0-9-]+)\b/.exec(source)?.[1];
  if (repository !== undefined) return `https://github.com/${repository}`;
  const place = PLACES.find(([pattern]) => pattern.test(source));
  if (place === undefined) return undefined;
  return (
    place[1] +
    encodeURIComponent(/"([^"]+)"/.exec(source)?.[1] ?? source.replace(/^[^,:]*[,:]\s*/, ''))
  );
}
