import type { Rule } from '../check/rule.ts';
import type { RuleId } from '../check/rule-ids.ts';
import { runRules } from '../check/run.ts';
import type { EvaluatedSettings, SettingState } from '../evaluator/api.ts';
import type { LiveAnswer, LiveApp } from '../platform-api/live-app.ts';
import { overlay } from '../project/overlay.ts';
import type { Repository } from '../project/repository.ts';
import { usesManifest } from '../queries/static-files/static-files.ts';
import { type Difference, difference } from './difference.ts';

/** Rules that a difference of its own takes the place of. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set<RuleId>([
  'allowed-hosts-any',
  'allowed-hosts-blank-item',
  'allowed-hosts-empty',
  'app-json-variable-undeclared',
  'debug-on',
  'disable-collectstatic-declared',
]);

/**
 * What the production settings come to with the live values. Words and facts of a rule may hold a
 * value, or what the settings made of one: only the rule's id, its sentence in the catalogue and
 * places in the repository go into a difference.
 */
export function judgeWithLiveValues(
  repository: Repository,
  { app, values }: LiveAnswer,
  rules: readonly Rule[],
): Difference[] {
  const project = repository.djangoProject;
  const module = values.get('DJANGO_SETTINGS_MODULE') ?? project?.productionModule?.value;
  if (project === undefined || module === undefined) return [];
  const environment = { DYNO: 'web.1', PORT: '5000', ...Object.fromEntries(values) };
  const settings = project.evaluate(module, { ...environment, DJANGO_SETTINGS_MODULE: module });
  if (settings.file === undefined)
    return values.has('DJANGO_SETTINGS_MODULE')
      ? [difference('settings-module-missing', 'breaks', 'DJANGO_SETTINGS_MODULE')]
      : [];
  const { failure } = settings;
  // A variable that is missing is told by its name.
  if (failure !== undefined)
    return failure.kind === 'missing-variable' || failure.variable !== undefined
      ? []
      : [difference('settings-fail', 'breaks', settings.module, { here: failure.at?.file ?? '' })];
  const live = withLiveValues(repository, app, values);
  return [
    ...debug(settings),
    ...hosts(settings, app),
    ...collectstatic(live, values),
    ...newFindings(repository, live, rules),
  ];
}

/** The repository as if app.json declared what the app has. */
function withLiveValues(
  repository: Repository,
  app: LiveApp,
  values: ReadonlyMap<string, string>,
): Repository {
  const text = JSON.stringify({
    ...readObject(repository.files.text('app.json')),
    env: Object.fromEntries([...values].map(([name, value]) => [name, { value }])),
    addons: app.addons.map(({ plan }) => plan),
    formation: Object.fromEntries(
      app.processTypes.map(({ name, quantity, size }) => [name, { quantity, size }]),
    ),
  });
  return overlay(repository, new Map([['app.json', text]]));
}

function readObject(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function debug(settings: EvaluatedSettings): Difference[] {
  const state = settings.get('DEBUG');
  return state.state === 'known' && state.value === true
    ? [difference('debug-on', 'harms', settings.module, { here: decidedBy(state) })]
    : [];
}

function hosts(settings: EvaluatedSettings, app: LiveApp): Difference[] {
  const state = settings.get('ALLOWED_HOSTS');
  if (state.state === 'computed') return [];
  const value = state.state === 'known' ? state.value : [];
  if (!Array.isArray(value) || !value.every((host) => typeof host === 'string')) return [];
  const domains = app.domains.length > 0 ? app.domains : [app.herokuDomain ?? []].flat();
  const unserved = domains.filter((domain) => !value.some((host) => serves(host, domain)));
  if (unserved.length === 0) return [];
  const gravity = unserved.length === domains.length ? 'breaks' : 'harms';
  return [
    difference('hosts-unserved', gravity, unserved.join(', '), {
      here: state.state === 'absent' ? 'not set' : decidedBy(state),
    }),
  ];
}

/** Django's own matching. Source: Django 6.1, validate_host and is_same_domain; read 2026-12-01. */
function serves(pattern: string, domain: string): boolean {
  const [host, name] = [pattern.toLowerCase(), domain.toLowerCase()];
  if (host === '*' || host === name) return true;
  return host.startsWith('.') && (name.endsWith(host) || `.${name}` === host);
}

function collectstatic(live: Repository, values: ReadonlyMap<string, string>): Difference[] {
  const value = values.get('DISABLE_COLLECTSTATIC');
  if (value === undefined || value === '' || value === '0') return [];
  const isNeeded = usesManifest(live);
  return [
    difference('collectstatic-off', isNeeded ? 'breaks' : 'harms', 'DISABLE_COLLECTSTATIC', {
      here: isNeeded ? 'manifest' : 'plain',
    }),
  ];
}

/** The names of the config vars that a setting was made from. */
function decidedBy(state: SettingState): string {
  const variables = state.dependsOn ?? [];
  return variables.length === 0 ? 'written in the settings' : `from ${variables.join(', ')}`;
}

/** What the rules find with the live values and not without them, each rule once. */
function newFindings(
  repository: Repository,
  live: Repository,
  rules: readonly Rule[],
): Difference[] {
  const judging = rules.filter(({ id, group }) => group !== 'app-json' && !TOLD_OTHERWISE.has(id));
  const before = new Set(runRules(repository, judging).map(({ rule, file }) => `${rule} ${file}`));
  const found = new Map<string, Difference>();
  for (const { rule, severity, file, line } of runRules(live, judging)) {
    if (severity === 'hint' || before.has(`${rule} ${file}`) || found.has(rule)) continue;
    const docs = judging.find(({ id }) => id === rule)!.docs;
    // A place in app.json would be one of the text that stands for the live app.
    const place = file === undefined || file === 'app.json' ? '' : ` (${file}:${line})`;
    found.set(
      rule,
      difference('rule-with-live-values', severity === 'error' ? 'breaks' : 'harms', rule, {
        here: `${docs.replace(/\.$/, '')}${place}.`,
      }),
    );
  }
  return [...found.values()];
}
