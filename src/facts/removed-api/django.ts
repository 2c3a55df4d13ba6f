import type { RemovedApi } from './removed-api.ts';

/** Module, then pairs of a name and what to write instead; an empty name is the module itself. */
type Group = readonly [string, Readonly<Record<string, string>>];

/** Names whose successor is called in the same way. */
const SAME = new Set(
  (
    'force_text smart_text ugettext ugettext_lazy ugettext_noop ungettext ungettext_lazy is_safe_url url ' +
    'urlquote urlquote_plus urlunquote urlunquote_plus unescape_entities FieldDoesNotExist EmptyResultSet ' +
    'BoundField pretty_name Context RequestContext QuerySetPaginator ACTION_CHECKBOX_NAME KeyTextTransform ' +
    'KeyTransform JSONField lookup_needs_distinct'
  ).split(' '),
);

const removedIn = (series: string, groups: readonly Group[]): RemovedApi[] =>
  groups.flatMap(([module, names]) =>
    Object.entries(names).map(([name, instead]) => ({
      path: name === '' ? module : `${module}.${name}`,
      removedIn: series,
      instead,
      ...(SAME.has(name) ? { isSame: true } : {}),
    })),
  );

const memory = 'django.core.cache.backends.memcached.PyMemcacheCache';

/**
 * Modules and names that left Django, by the series without them. Each was looked up in the released
 * files of 2.2 to 6.1. Source: Django's release notes 3.0 to 6.1, "Features removed"; read
 * 2026-11-30.
 */
export const REMOVED_FROM_DJANGO: readonly RemovedApi[] = [
  ...removedIn('2.0', [
    ['django.core.urlresolvers', { '': 'django.urls' }],
    [
      'django.contrib.auth.middleware',
      { SessionAuthenticationMiddleware: 'nothing: it is built in' },
    ],
    ['django.utils.translation', { string_concat: 'django.utils.text.format_lazy' }],
  ]),
  ...removedIn('2.1', [
    [
      'django.contrib.auth.views',
      { login: 'LoginView', logout: 'LogoutView', password_reset: 'PasswordResetView' },
    ],
  ]),
  ...removedIn('3.0', [
    ['django.shortcuts', { render_to_response: 'render' }],
    ['django.utils.six', { '': 'Python itself, or the package six' }],
    ['django.utils.lru_cache', { '': 'functools.lru_cache' }],
    [
      'django.utils.decorators',
      { available_attrs: 'functools.wraps', ContextDecorator: 'contextlib.ContextDecorator' },
    ],
    ['django.utils.encoding', { python_2_unicode_compatible: 'nothing: __str__ is enough' }],
    ['django.utils.functional', { curry: 'functools.partial' }],
    ['django.utils.safestring', { SafeBytes: 'SafeString' }],
    ['django.test.utils', { str_prefix: 'nothing', patch_logger: 'assertLogs' }],
    ['django.contrib.staticfiles.templatetags', { staticfiles: 'django.templatetags.static' }],
    ['django.contrib.admin.templatetags', { admin_static: 'django.templatetags.static' }],
    ['django.utils.http', { cookie_date: 'http_date' }],
    ['django.db.backends.postgresql_psycopg2', { '': 'django.db.backends.postgresql' }],
  ]),
  ...removedIn('3.1', [
    [
      'django.contrib.staticfiles.storage',
      { CachedStaticFilesStorage: 'ManifestStaticFilesStorage' },
    ],
    ['django.core.paginator', { QuerySetPaginator: 'Paginator' }],
    ['django.db.models.fields', { FieldDoesNotExist: 'django.core.exceptions.FieldDoesNotExist' }],
    ['django.db.models.query', { EmptyResultSet: 'django.core.exceptions.EmptyResultSet' }],
    [
      'django.forms.forms',
      {
        BoundField: 'django.forms.boundfield.BoundField',
        pretty_name: 'django.forms.utils.pretty_name',
      },
    ],
    [
      'django.template.base',
      { Context: 'django.template.Context', RequestContext: 'django.template.RequestContext' },
    ],
    ['django.utils.timezone', { FixedOffset: 'datetime.timezone' }],
    [
      'django.contrib.admin',
      { ACTION_CHECKBOX_NAME: 'django.contrib.admin.helpers.ACTION_CHECKBOX_NAME' },
    ],
  ]),
  ...removedIn('4.0', [
    ['django.conf.urls', { url: 'django.urls.re_path' }],
    ['django.utils.encoding', { force_text: 'force_str', smart_text: 'smart_str' }],
    [
      'django.utils.http',
      {
        is_safe_url: 'url_has_allowed_host_and_scheme',
        urlquote: 'urllib.parse.quote',
        urlquote_plus: 'urllib.parse.quote_plus',
        urlunquote: 'urllib.parse.unquote',
        urlunquote_plus: 'urllib.parse.unquote_plus',
      },
    ],
    ['django.utils.text', { unescape_entities: 'html.unescape' }],
    [
      'django.utils.translation',
      {
        LANGUAGE_SESSION_KEY: 'the language cookie',
        ugettext: 'gettext',
        ugettext_lazy: 'gettext_lazy',
        ugettext_noop: 'gettext_noop',
        ungettext: 'ngettext',
        ungettext_lazy: 'ngettext_lazy',
      },
    ],
    [
      'django.contrib.postgres.fields.jsonb',
      {
        KeyTextTransform: 'django.db.models.fields.json.KeyTextTransform',
        KeyTransform: 'django.db.models.fields.json.KeyTransform',
      },
    ],
    ['django.contrib.postgres.forms', { JSONField: 'django.forms.JSONField' }],
    ['django.contrib.admin.utils', { lookup_needs_distinct: 'lookup_spawns_duplicates' }],
  ]),
  ...removedIn('4.1', [['django.core.cache.backends.memcached', { MemcachedCache: memory }]]),
  ...removedIn('5.0', [
    ['django.utils.timezone', { utc: 'datetime.timezone.utc' }],
    ['django.utils.baseconv', { '': 'code of your own' }],
    ['django.utils.datetime_safe', { '': 'datetime' }],
    ['django.utils.topological_sort', { '': 'graphlib' }],
    ['django.contrib.gis.admin', { GeoModelAdmin: 'GISModelAdmin', OSMGeoAdmin: 'GISModelAdmin' }],
    ['django.contrib.sessions.serializers', { PickleSerializer: 'JSONSerializer' }],
    ['django.contrib.auth.hashers', { CryptPasswordHasher: 'PBKDF2PasswordHasher' }],
    ['django.contrib.sitemaps', { ping_google: 'the sitemap line of robots.txt' }],
  ]),
  ...removedIn('5.1', [
    ['django.core.files.storage', { get_storage_class: 'django.core.files.storage.storages' }],
    [
      'django.contrib.auth.hashers',
      {
        SHA1PasswordHasher: 'PBKDF2PasswordHasher',
        UnsaltedMD5PasswordHasher: 'PBKDF2PasswordHasher',
        UnsaltedSHA1PasswordHasher: 'PBKDF2PasswordHasher',
      },
    ],
  ]),
  ...removedIn('5.2', [['django.utils.jslex', { '': 'code of your own' }]]),
  ...removedIn('6.0', [
    [
      'django.forms.renderers',
      { DjangoDivFormRenderer: 'DjangoTemplates', Jinja2DivFormRenderer: 'Jinja2' },
    ],
    ['django.utils.itercompat', { '': 'collections.abc.Iterable' }],
    ['django.db.models.enums', { ChoicesMeta: 'ChoicesType' }],
  ]),
  ...removedIn('6.1', [['django.utils.cache', { cc_delim_re: 'code of your own' }]]),
  {
    path: 'django.dispatch.Signal',
    keyword: 'providing_args',
    removedIn: '4.0',
    instead: 'Signal(), with the arguments in a comment',
  },
  {
    path: 'django.db.models.CheckConstraint',
    keyword: 'check',
    removedIn: '6.0',
    instead: 'condition=, also in migrations that are applied already',
    isSame: true,
  },
];

/**
 * Model fields that can still be imported, for old migrations, and that a model may no longer have:
 * `migrate` stops with a system check. Source: `system_check_removed_details` of the released
 * files; read 2026-11-30.
 */
export const REMOVED_DJANGO_FIELDS: readonly (RemovedApi & { readonly check: string })[] = [
  {
    path: 'django.db.models.NullBooleanField',
    removedIn: '4.0',
    check: 'fields.E903',
    instead: 'BooleanField(null=True)',
  },
  {
    path: 'django.contrib.postgres.fields.JSONField',
    removedIn: '4.0',
    check: 'fields.E904',
    instead: 'django.db.models.JSONField',
  },
  {
    path: 'django.contrib.postgres.fields.CICharField',
    removedIn: '5.1',
    check: 'fields.E905',
    instead: 'CharField(db_collation=…)',
  },
  {
    path: 'django.contrib.postgres.fields.CIEmailField',
    removedIn: '5.1',
    check: 'fields.E906',
    instead: 'EmailField(db_collation=…)',
  },
  {
    path: 'django.contrib.postgres.fields.CITextField',
    removedIn: '5.1',
    check: 'fields.E907',
    instead: 'TextField(db_collation=…)',
  },
];
