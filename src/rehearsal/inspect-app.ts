import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type App, runOneOff } from '../heroku/dyno/one-off.ts';
import type { DjangoProject } from '../project/repository.ts';
import { underProductionSettings } from './phases/check-deploy.ts';

const inspectionSchema = z.object({
  allowedHosts: z.array(z.string()),
  staticUrl: z.string(),
  /** Relative to the app folder; null when it lies elsewhere or is not set. */
  staticRoot: z.string().nullable(),
  /** Paths of the URLconf that take no parameter, without a leading host. */
  paths: z.array(z.string()),
  /**
   * What `makemigrations` would write for the project's own apps, such as `hello: Alter field id on
   * greeting`; null when it cannot be told.
   */
  drift: z.array(z.string()).nullable(),
});

/** What the running project says of itself under its production settings. */
export type Inspection = z.infer<typeof inspectionSchema>;

const MARK = 'dynoready-inspection ';
const INSPECTION_TIMEOUT_S = 60;
/** Pages that the probe walks at most: a visitor's pages, not an admin's hundreds. */
const MAX_PATHS = 30;

/**
 * Asks the project on a one-off dyno for its hosts, its static files, its parameter-free URLs and
 * what its migrations lack. Undefined when Django cannot be started, which the other phases report
 * with their own words.
 */
export async function inspectApp(
  app: App,
  djangoProject: DjangoProject,
): Promise<Inspection | undefined> {
  const script = join(app.workspaceFolder, 'dynoready_inspection.py');
  writeFileSync(script, SCRIPT);
  const quiet = { ...underProductionSettings(app, djangoProject), log: () => {} };
  const { output } = await runOneOff(
    quiet,
    'run.2',
    `python '${script}' '${djangoProject.root}'`,
    INSPECTION_TIMEOUT_S,
  );
  const line = output.split('\n').find((one) => one.startsWith(MARK));
  if (line === undefined) return undefined;
  return inspectionSchema.parse(JSON.parse(line.slice(MARK.length)));
}

/**
 * Runs inside the project, so it must hold for Django 2.2 to 6.1 and fail in silence where a
 * project does something unusual.
 */
const SCRIPT = `import json, os, re, sys

app = os.getcwd()
sys.path.insert(0, os.path.join(app, sys.argv[1]))
import django
django.setup()
from django.conf import settings
from django.urls import get_resolver

try:
    from django.urls import URLResolver
    from django.urls.resolvers import RoutePattern, RegexPattern, LocalePrefixPattern
except ImportError:
    URLResolver = RoutePattern = RegexPattern = LocalePrefixPattern = None


def text_of(pattern):
    """The literal text of one pattern; None when it takes a parameter."""
    if isinstance(pattern, LocalePrefixPattern):
        return pattern.language_prefix
    if isinstance(pattern, RoutePattern):
        return None if pattern.converters else str(pattern)
    text = re.sub(r"(\\\\Z|\\$)$", "", re.sub(r"^\\^", "", str(pattern)))
    text = text.replace("\\\\-", "-").replace("\\\\/", "/").replace("\\\\.", ".")
    return None if re.search(r"[\\\\^$.|?*+()\\[\\]{}]", text.replace(".", "")) else text


def walk(resolver, prefix, in_admin):
    for entry in resolver.url_patterns:
        text = text_of(entry.pattern)
        if text is None:
            continue
        if isinstance(entry, URLResolver):
            for path in walk(entry, prefix + text, in_admin or entry.namespace == "admin"):
                yield path
        elif in_admin and entry.name not in ("index", "login"):
            continue
        elif not re.search("logout|signout|delete|remove|shutdown", prefix + text + str(entry.name), re.I):
            yield "/" + prefix + text


paths = []
try:
    for path in walk(get_resolver(), "", False):
        if path not in paths and "//" not in path:
            paths.append(path)
except Exception as error:
    print("the URLconf cannot be walked: %r" % error, file=sys.stderr)


def drift_of_own_apps():
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    # Without a connection: the files alone are compared.
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    found = []
    for label, migrations in detector.changes(graph=loader.graph).items():
        path = os.path.realpath(apps.get_app_config(label).path)
        # What an installed package lacks is its maintainers' to write.
        if "site-packages" in path or not path.startswith(os.path.realpath(app) + os.sep):
            continue
        for migration in migrations:
            found.extend("%s: %s" % (label, operation.describe()) for operation in migration.operations)
    return found


try:
    drift = drift_of_own_apps()
except BaseException as error:
    print("the migrations cannot be compared: %r" % error, file=sys.stderr)
    drift = None

root = str(settings.STATIC_ROOT or "")
inside = root.startswith(app + os.sep)
print("${MARK}" + json.dumps({
    "allowedHosts": [str(host) for host in settings.ALLOWED_HOSTS],
    "staticUrl": str(settings.STATIC_URL or ""),
    "staticRoot": os.path.relpath(root, app) if inside else None,
    "paths": paths[:${MAX_PATHS}],
    "drift": drift,
}))
`;
