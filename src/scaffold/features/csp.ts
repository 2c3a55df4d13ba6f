import { addContextProcessor } from '../../edits/python/context-processor.ts';
import { insertMiddleware } from '../../edits/python/middleware.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import { isAtLeast } from '../../queries/packages/django-version.ts';
import { foreignOrigins, inlineCode } from '../../queries/static-files/page-sources.ts';
import { djangoSeries } from '../packages/django-series.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { editSettingsFile, fileOfSetting } from '../settings/shared-settings.ts';

const because = reasons('csp');
const SECURITY = 'django.middleware.security.SecurityMiddleware';

/**
 * Where a policy goes: Django's own from 6.0 on, before that django-csp 4, if the project has it.
 */
interface Home {
  readonly middleware: string;
  readonly imports: readonly string[];
  readonly processor: string;
  readonly template: string;
  readonly enforced: string;
  readonly reported: string;
}

const DJANGO: Home = {
  middleware: 'django.middleware.csp.ContentSecurityPolicyMiddleware',
  imports: ['from django.utils.csp import CSP'],
  processor: 'django.template.context_processors.csp',
  template: 'project/package/settings/heroku/csp.py',
  enforced: 'SECURE_CSP',
  reported: 'SECURE_CSP_REPORT_ONLY',
};

/** Source: django-csp 4.0, its settings and constants; read 2026-11-26. */
const DJANGO_CSP: Home = {
  middleware: 'csp.middleware.CSPMiddleware',
  imports: ['from csp import constants'],
  processor: 'csp.context_processors.nonce',
  template: 'project/package/settings/heroku/django-csp.py',
  enforced: 'CONTENT_SECURITY_POLICY',
  reported: 'CONTENT_SECURITY_POLICY_REPORT_ONLY',
};

/**
 * A Content-Security-Policy: the middleware for all, the policy for production. A policy that is
 * there stays.
 */
export const writeCsp: WriteEntry = (context) => {
  const { answers, settings, repository, production, render } = context;
  if (answers.csp === 'off') return;
  const present = [DJANGO, DJANGO_CSP]
    .flatMap(({ enforced, reported }) => [enforced, reported])
    .filter((name) => settings.get(name).state !== 'absent');
  if (present.length > 0 || settings.names.some((name) => /^CSP_\w+_SRC$/.test(name)))
    return keepPolicy(context, present);
  const home = homeOf(context);
  if (home === undefined || !listMiddleware(context, home)) return;
  const inline = new Set(nameInlineCode(context, home));
  const enforced = answers.csp === 'enforce';
  production.add({
    reason: because(
      enforced
        ? `${home.enforced}: browsers refuse to run scripts that someone injects into a page`
        : `${home.reported}: browsers report what the policy would block, but block nothing`,
    ),
    imports: home.imports,
    body: render(home.template, {
      enforced,
      inline,
      uploads: answers.storage !== 'none',
      origins: foreignOrigins(repository),
    }),
  });
};

function homeOf({ repository, draft }: FeatureContext): Home | undefined {
  const series = djangoSeries(repository);
  if (isAtLeast(series, '6.0')) return DJANGO;
  const declared = repository.dependencies.find('django-csp');
  const isOld = /(==|~=|<=?)\s*[1-3]\b|<\s*4(\.0)*\s*(,|$)/.test(declared?.specifier ?? '');
  if (declared !== undefined && !isOld) return DJANGO_CSP;
  draft.decline({
    entry: 'csp',
    path: undefined,
    because:
      declared === undefined
        ? `Django ${series} has no built-in Content-Security-Policy, which Django 6.0 added`
        : `django-csp is pinned below 4.0 (${declared.specifier}), which has different settings`,
    next:
      declared === undefined
        ? 'Upgrade to Django 6.0 first, then run: dynoready init --only csp --csp report-only'
        : 'Upgrade to django-csp 4.0 first, then run: dynoready init --only csp --csp report-only',
  });
  return undefined;
}

function listMiddleware(context: FeatureContext, { middleware }: Home): boolean {
  return editSettingsFile(
    context,
    fileOfSetting(context, 'MIDDLEWARE', SECURITY),
    (source) => insertMiddleware(source, middleware, { after: SECURITY }),
    because('MIDDLEWARE: sends the Content-Security-Policy header'),
    `Add "${middleware}" to MIDDLEWARE, after SecurityMiddleware.`,
  );
}

/**
 * The kinds of inline code that the templates have and a nonce can admit, when templates get one.
 * What a person has to write there is said.
 */
function nameInlineCode(context: FeatureContext, { processor }: Home): readonly string[] {
  const { repository, draft } = context;
  const found = inlineCode(repository);
  const [first, ...more] = found;
  if (first === undefined) return [];
  const given = editSettingsFile(
    context,
    fileOfSetting(context, 'TEMPLATES'),
    (source) => addContextProcessor(source, processor),
    because('TEMPLATES: inline scripts and styles need a nonce'),
    `Add "${processor}" to the context_processors of TEMPLATES.`,
  );
  if (!given) return [];
  const { file, start } = first.at;
  const { line } = lineAndColumn(repository.files.text(file) ?? '', start);
  draft.decline({
    entry: 'csp',
    path: file,
    because: `line ${line} contains an inline ${first.element}${more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'place does' : 'places do'})`}, which the policy allows only with a nonce`,
    next: `Write <${first.element} nonce="{{ ${processor.startsWith('csp.') ? 'CSP_NONCE' : 'csp_nonce'} }}">, or move it into a static file.`,
  });
  return found.map(({ element }) => element);
}

/**
 * A policy that only reports is not made to block: whether its reports are quiet, nobody here
 * knows.
 */
function keepPolicy(
  { answers, settings, draft }: FeatureContext,
  present: readonly string[],
): void {
  const [name, second] = present;
  if (
    answers.csp !== 'enforce' ||
    name === undefined ||
    second !== undefined ||
    !name.endsWith('_REPORT_ONLY')
  )
    return;
  const at = settings.get(name);
  draft.decline({
    entry: 'csp',
    path: at.state === 'absent' ? undefined : at.at?.file,
    because: `${name} only reports violations, and dynoready cannot see whether there still are any`,
    next: `Rename it to ${name.replace(/_REPORT_ONLY$/, '')} once no violations are reported.`,
  });
}
