/** Environment variables that a program reads by itself, without any line in the settings. */
export interface LibraryVariables {
  /** The library or program, as people call it. */
  readonly reader: string;
  /** Matches the names of all its variables. */
  readonly names: RegExp;
  /** The page that lists them. */
  readonly source: string;
}

/**
 * What reads environment variables by itself. Nobody should unset one of these because no line of
 * the project names it. Each row names the page to hold it against; the pages were not read for it.
 */
const READERS: readonly LibraryVariables[] = [
  {
    reader: 'Django',
    names:
      /^DJANGO_(SETTINGS_MODULE|SUPERUSER_\w+|ALLOW_ASYNC_UNSAFE|COLORS|TEST_PROCESSES|RUNSERVER_HIDE_WARNING)$/,
    source: 'https://docs.djangoproject.com/en/6.1/ref/django-admin/',
  },
  {
    reader: 'gunicorn',
    names: /^(GUNICORN_CMD_ARGS|WEB_CONCURRENCY|FORWARDED_ALLOW_IPS)$/,
    source: 'https://docs.gunicorn.org/en/stable/settings.html',
  },
  {
    reader: 'uvicorn',
    names: /^UVICORN_\w+$/,
    source: 'https://www.uvicorn.org/settings/',
  },
  {
    reader: 'Celery',
    names:
      /^(CELERY_(BROKER_URL|RESULT_BACKEND|CONFIG_MODULE|LOADER|LOG_\w+|TRACE_APP)|C_FORCE_ROOT)$/,
    source: 'https://docs.celeryq.dev/en/stable/userguide/configuration.html',
  },
  {
    reader: 'the build on Heroku',
    names:
      /^(DISABLE_COLLECTSTATIC|COLLECTSTATIC_\w+|PIP_\w+|PIPENV_\w+|UV_\w+|POETRY_\w+|NLTK_\w+|NPM_\w+|NODE_\w+|YARN_\w+|USE_NPM_\w+|BUILDPACK_\w+)$/,
    source: 'https://devcenter.heroku.com/articles/python-support',
  },
  {
    reader: 'Heroku',
    names: /^HEROKU_\w+$/,
    source: 'https://devcenter.heroku.com/articles/dyno-metadata',
  },
  {
    reader: 'Python',
    names: /^PYTHON[A-Z0-9_]*$/,
    source: 'https://docs.python.org/3/using/cmdline.html#environment-variables',
  },
  {
    reader: 'the C library',
    names:
      /^(TZ|LANG|LANGUAGE|LC_\w+|LD_\w+|MALLOC_\w+|GLIBC_TUNABLES|TMPDIR|SSL_CERT_(FILE|DIR))$/,
    source: 'https://man7.org/linux/man-pages/man7/environ.7.html',
  },
  {
    reader: 'libpq',
    names: /^PG[A-Z]+$/,
    source: 'https://www.postgresql.org/docs/current/libpq-envars.html',
  },
  {
    reader: 'requests and urllib',
    names:
      /^(HTTPS?_PROXY|NO_PROXY|ALL_PROXY|https?_proxy|no_proxy|all_proxy|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/,
    source: 'https://requests.readthedocs.io/en/latest/user/advanced/#proxies',
  },
  {
    reader: 'boto3',
    names: /^(AWS|BOTO)_\w+$/,
    source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/guide/configuration.html',
  },
  {
    reader: 'the Google Cloud libraries',
    names:
      /^(GOOGLE_(APPLICATION_CREDENTIALS|CLOUD_\w+|API_KEY|GENAI_\w+)|GCLOUD_PROJECT|GCP_PROJECT|CLOUDSDK_\w+)$/,
    source: 'https://docs.cloud.google.com/docs/authentication/application-default-credentials',
  },
  {
    reader: 'the Azure libraries',
    names: /^(AZURE|APPLICATIONINSIGHTS)_\w+$/,
    source: 'https://learn.microsoft.com/python/api/overview/azure/identity-readme',
  },
  {
    reader: 'Sentry',
    names: /^SENTRY_\w+$/,
    source: 'https://docs.sentry.io/platforms/python/configuration/options/',
  },
  {
    reader: 'New Relic',
    names: /^NEW_RELIC_\w+$/,
    source:
      'https://docs.newrelic.com/docs/apm/agents/python-agent/configuration/python-agent-configuration/',
  },
  {
    reader: 'Datadog',
    names: /^_?DD_\w+$/,
    source: 'https://ddtrace.readthedocs.io/en/stable/configuration.html',
  },
  {
    reader: 'OpenTelemetry',
    names: /^OTEL_\w+$/,
    source: 'https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/',
  },
  {
    reader: 'Scout',
    names: /^SCOUT_\w+$/,
    source: 'https://scoutapm.com/docs/python',
  },
  {
    reader: 'Elastic APM',
    names: /^ELASTIC_APM_\w+$/,
    source: 'https://www.elastic.co/docs/reference/apm/agents/python/configuration',
  },
  {
    reader: 'Honeybadger',
    names: /^HONEYBADGER_\w+$/,
    source: 'https://docs.honeybadger.io/lib/python/',
  },
  {
    reader: 'AppSignal',
    names: /^APPSIGNAL_\w+$/,
    source: 'https://docs.appsignal.com/python/configuration.html',
  },
  {
    reader: 'Logfire',
    names: /^LOGFIRE_\w+$/,
    source: 'https://logfire.pydantic.dev/docs/reference/configuration/',
  },
  {
    reader: 'Cloudinary',
    names: /^CLOUDINARY_\w+$/,
    source: 'https://cloudinary.com/documentation/django_integration',
  },
  {
    reader: 'Twilio',
    names: /^TWILIO_(ACCOUNT_SID|AUTH_TOKEN|REGION|EDGE)$/,
    source: 'https://www.twilio.com/docs/libraries/reference/twilio-python/',
  },
  {
    reader: 'the client of a language model',
    names: /^(OPENAI|ANTHROPIC|GEMINI|MISTRAL|COHERE|CO|HF|HUGGINGFACE|LANGCHAIN|LANGSMITH)_\w+$/,
    source: 'https://github.com/openai/openai-python#usage',
  },
];

/** What reads the variable by itself; undefined when nothing that is known does. */
export function readerOfVariable(name: string): LibraryVariables | undefined {
  return READERS.find(({ names }) => names.test(name));
}
