import type { AppJson } from '../app-json.ts';

/**
 * Stands in for a secret that the platform would make up: 64 characters, the same in every run, so
 * that findings are the same too.
 */
const GENERATED_SECRET = 'kQ7mZ2vX9rT4wB8nL1cF6yH3jD5sG0pAeUoIxRtYqWzVbNhMkJgCdSfLuPiEaOwZ';

/**
 * What is certain of a web dyno's environment: what the platform sets, a Postgres, and what
 * app.json declares with a value or generates.
 */
export function platformEnvironment(appJson: AppJson | undefined): Record<string, string> {
  const environment: Record<string, string> = {
    DYNO: 'web.1',
    PORT: '5000',
    DATABASE_URL: 'postgres://user:password@host:5432/name',
  };
  for (const { name, value, generated } of appJson?.env.values() ?? []) {
    if (value !== undefined) environment[name] = value;
    else if (generated) environment[name] = GENERATED_SECRET;
  }
  return environment;
}
