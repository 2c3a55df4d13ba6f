import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Peer } from './peer.ts';
import { pinned } from './versions.ts';

/**
 * django-simple-deploy sets config vars through Heroku's own command, which needs an account. The
 * stand-in answers what dsd-heroku asks of it, as for an app that was just created, notes the
 * config vars, and fails for anything else.
 */
const HEROKU = `#!/bin/sh
case "$1" in
  --version) echo "heroku/10.0.0 linux-x64 node-v20.17.0" ;;
  auth:whoami) echo "person@example.com" ;;
  apps:info) echo '{"app": {"name": "blog-0123456789ab"}, "addons": []}' ;;
  addons:create) echo "Creating $2... done" ;;
  config:set) shift; printf '%s\\n' "$@" >> "$CONFIG_VARS_FILE" ;;
  *) echo "The stand-in of heroku does not know: $*" >&2; exit 1 ;;
esac
`;

export const simpleDeploy: Peer = {
  name: 'simple-deploy',
  packages: [pinned('django-simple-deploy'), pinned('dsd-heroku')],
  followed:
    'Documentation, configuration-only mode: the app in INSTALLED_APPS, a commit, `manage.py deploy`. Its config vars are those that it sets itself. It has migrations run by hand.',
  apply: async (djangoProject) => {
    const settings = djangoProject.read('blog/settings.py');
    djangoProject.write(
      'blog/settings.py',
      settings.replace('INSTALLED_APPS = [\n', "INSTALLED_APPS = [\n    'django_simple_deploy',\n"),
    );
    djangoProject.commit();
    const tools = join(djangoProject.folder, '..', 'simple-deploy-tools');
    const configVarsFile = join(tools, 'config-vars');
    mkdirSync(tools);
    writeFileSync(join(tools, 'heroku'), HEROKU);
    chmodSync(join(tools, 'heroku'), 0o755);
    const toolMs = await djangoProject.run(
      `PATH="${tools}${delimiter}$PATH" python manage.py deploy`,
      {
        CONFIG_VARS_FILE: configVarsFile,
      },
    );
    const lines = existsSync(configVarsFile)
      ? readFileSync(configVarsFile, 'utf8').trim().split('\n')
      : [];
    rmSync(tools, { recursive: true });
    return { configVars: Object.fromEntries(lines.map((line) => splitPair(line))), toolMs };
  },
};

function splitPair(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}
