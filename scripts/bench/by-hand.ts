import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a person needs in the environment to type the steps by hand. */
export interface ByHandOptions {
  readonly repository: string;
  readonly python: string;
  readonly venv: string;
  readonly pipCache: string;
  readonly databaseUrl: string;
  readonly port: number;
}

/**
 * Writes the steps of a first deploy as a person would type them into a shell script, and returns
 * its path: virtual environment, install, collectstatic, deploy check, migrate, gunicorn, one
 * request, stop. It does less than a rehearsal (no slug, no cache, one request instead of a walk).
 */
export function writeByHandScript(folder: string, options: ByHandOptions): string {
  const path = join(folder, 'by-hand.sh');
  writeFileSync(
    path,
    `#!/bin/bash
set -euo pipefail
cd "${options.repository}"
rm -rf "${options.venv}" staticfiles
export PIP_CACHE_DIR="${options.pipCache}" PIP_DISABLE_PIP_VERSION_CHECK=1
"${options.python}" -m venv "${options.venv}"
export PATH="${options.venv}/bin:$PATH"
pip install --quiet -r requirements.txt
export DATABASE_URL="${options.databaseUrl}"
export DJANGO_SETTINGS_MODULE=gettingstarted.settings.heroku ALLOWED_HOSTS=example.herokuapp.com
export SECRET_KEY=by-hand-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ
python manage.py collectstatic --noinput >/dev/null
python manage.py check --deploy --fail-level WARNING
python manage.py migrate --no-input >/dev/null
PORT=${options.port} gunicorn gettingstarted.wsgi >"${folder}/gunicorn.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
for attempt in $(seq 1 300); do
  if curl --silent --fail --output /dev/null -H 'Host: example.herokuapp.com' -H 'X-Forwarded-Proto: https' "http://127.0.0.1:${options.port}/"; then
    exit 0
  fi
  sleep 0.05
done
cat "${folder}/gunicorn.log"
exit 1
`,
    { mode: 0o755 },
  );
  return path;
}
