/**
 * What is compared, in the versions of the package index of 2026-11-27. Each is the newest that
 * there is; raise them together and measure again.
 */
export const VERSIONS = {
  django: '6.1.3',
  gunicorn: '27.0.1',
  psycopg: '3.3.9',
  'django-simple-deploy': '1.4.1',
  'dsd-heroku': '1.1.0',
  'django-heroku': '0.3.1',
  'django-on-heroku': '1.1.2',
  'django-production': '0.1.0',
} as const;

/** The requirement that pins a package, with extras if given: `psycopg[binary]==3.3.9`. */
export function pinned(name: keyof typeof VERSIONS, extras = ''): string {
  return `${name}${extras}==${VERSIONS[name]}`;
}
