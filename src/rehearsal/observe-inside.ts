import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type App, runOneOff } from '../heroku/dyno/one-off.ts';
import type { Dyno } from '../heroku/dyno/start-dyno.ts';
import { lastError } from '../heroku/logs/last-error.ts';
import type { DjangoProject } from '../project/repository.ts';
import { underProductionSettings } from './phases/check-deploy.ts';
import { type Evidence, withFacts } from './rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from './rules-of-observations.ts';

export interface InsideOptions {
  readonly app: App;
  readonly djangoProject: DjangoProject;
  /** The dynos that serve: none of them sees what another one writes. */
  readonly serving: () => readonly Dyno[];
  /**
   * True when the Redis that the app was told of is this rehearsal's own, so that a key may be set
   * in it.
   */
  readonly ownsRedis: boolean;
}

const observedSchema = z.object({
  /** Null where it was not tried. */
  cache: z.object({ backend: z.string(), error: z.string().nullable() }).nullable(),
  upload: z.object({ path: z.string().nullable(), error: z.string().nullable() }).nullable(),
});

const MARK = 'dynoready-observed ';
const EXCEPTION = 'DynoreadyProbe';
const TIMEOUT_S = 60;

/**
 * What only the app itself can show, on a one-off dyno of its release: whether the traceback of a
 * view that raises reaches the log, whether the shared cache works, and whether an upload is there
 * for others. Nothing when Django cannot be started, which other phases report.
 */
export async function observeInside({
  app,
  djangoProject,
  serving,
  ownsRedis,
}: InsideOptions): Promise<readonly Evidence[]> {
  const script = join(app.workspaceFolder, 'dynoready_observe.py');
  writeFileSync(script, SCRIPT);
  let home = '';
  const production = underProductionSettings(app, djangoProject);
  // An invented error must reach nobody's error tracker.
  const configVars = {
    ...production.configVars,
    ...('SENTRY_DSN' in production.configVars ? { SENTRY_DSN: '' } : {}),
  };
  const onDyno = (dyno: Dyno): void => {
    home = dyno.home;
    app.onDyno?.(dyno);
  };
  const quiet = { ...production, configVars, onDyno, log: () => {} };
  const { output } = await runOneOff(
    quiet,
    'run.4',
    `python '${script}' '${djangoProject.root}' ${ownsRedis ? 'cache' : ''}`,
    TIMEOUT_S,
  );
  const line = output.split('\n').find((one) => one.startsWith(MARK));
  if (line === undefined) return [];
  const { cache, upload } = observedSchema.parse(JSON.parse(line.slice(MARK.length)));
  const evidence: Evidence[] = [judgeTraceback(output)];
  if (cache !== null) evidence.push(judgeCache(cache));
  if (upload !== null)
    evidence.push(
      judgeUpload(
        upload,
        (path) =>
          path.startsWith(home) &&
          serving().some((dyno) => existsSync(dyno.home + path.slice(home.length))),
        home,
      ),
    );
  return evidence;
}

function judgeTraceback(output: string): Evidence {
  const ok = output.includes('Traceback (most recent call last)') && output.includes(EXCEPTION);
  return {
    id: 'error-log',
    name: 'a view that raises',
    ok,
    severity: 'warning',
    expected: 'its traceback is logged',
    seen: ok
      ? 'its traceback is in the log'
      : 'nothing of it in the log: a 500 would say nothing of its cause',
    ...(ok ? {} : { rule: RULE.silentErrors }),
  };
}

function judgeCache({ backend, error }: { backend: string; error: string | null }): Evidence {
  const named = {
    id: 'cache',
    name: `cache: ${backend.split('.').at(-1)}`,
    severity: 'error',
    expected: 'a value that was set can be read',
  } as const;
  if (error === null) return { ...named, ok: true, seen: 'set and read over TLS' };
  const isRefused = /CERTIFICATE_VERIFY_FAILED|ssl_cert_reqs/.test(error);
  return {
    ...named,
    ok: false,
    seen: lastError(error),
    ...withFacts({ error: lastError(error) }),
    ...(isRefused ? { rule: RULE.redisCertificate } : {}),
  };
}

function judgeUpload(
  { path, error }: { path: string | null; error: string | null },
  isServed: (path: string) => boolean,
  home: string,
): Evidence {
  const named = {
    id: 'upload',
    name: 'an upload',
    severity: 'warning',
    expected: 'other dynos have it, also after a restart',
  } as const;
  if (error !== null)
    return {
      ...named,
      ok: false,
      severity: 'error',
      seen: error,
      rule: RULE.noDefaultStorage,
      ...withFacts({ error }),
    };
  if (path === null) return { ...named, ok: true, seen: 'stored outside the dyno' };
  if (isServed(path)) return { ...named, ok: true, seen: 'the web dynos have it too' };
  const shown = path.startsWith(`${home}/`) ? path.slice(home.length + 1) : path;
  return {
    ...named,
    ok: false,
    seen: `${shown} was written on one dyno; no other has it, and it is gone with that dyno`,
    rule: RULE.mediaOnDyno,
    facts: { file: shown },
  };
}

/**
 * Runs inside the project, so it must hold for Django 2.2 to 6.1. It sends no mail and writes to no
 * storage outside the dyno.
 */
const SCRIPT = `import json, os, sys

sys.path.insert(0, os.path.join(os.getcwd(), sys.argv[1]))
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.db.models import FileField
from django.http import HttpResponseServerError
from django.test import RequestFactory
from django.utils.log import log_response

settings.ADMINS = settings.MANAGERS = []


class ${EXCEPTION}(Exception):
    pass


def text_of(error):
    return "%s: %s" % (type(error).__name__, error)


request = RequestFactory().get("/dynoready-probe/")
try:
    raise ${EXCEPTION}("raised to see whether its traceback reaches the log")
except ${EXCEPTION} as error:
    response = HttpResponseServerError()
    try:
        log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request, exception=error)
    except TypeError:  # older ones take the three parts
        log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request, exc_info=sys.exc_info())

cache = None
if "cache" in sys.argv[2:]:
    from django.core.cache import caches
    backend = settings.CACHES["default"]["BACKEND"]
    if "redis" in backend.lower():
        cache = {"backend": backend, "error": None}
        try:
            caches["default"].set("dynoready-probe", "kept", 30)
            if caches["default"].get("dynoready-probe") != "kept":
                cache["error"] = "what was set is not there"
            caches["default"].delete("dynoready-probe")
        except Exception as error:
            cache["error"] = text_of(error)

upload = None
takes_files = any(isinstance(field, FileField) for model in apps.get_models() for field in model._meta.get_fields())
if takes_files:
    upload = {"path": None, "error": None}
    try:
        from django.core.files.base import ContentFile
        from django.core.files.storage import FileSystemStorage, default_storage
        default_storage.get_available_name  # makes the storage, which is lazy
        if isinstance(default_storage, FileSystemStorage) or isinstance(getattr(default_storage, "_wrapped", None), FileSystemStorage):
            name = default_storage.save("dynoready-probe.txt", ContentFile(b"an upload"))
            upload["path"] = os.path.abspath(default_storage.path(name))
    except Exception as error:
        upload["error"] = text_of(error)

print("\\n${MARK}" + json.dumps({"cache": cache, "upload": upload}), flush=True)
`;
