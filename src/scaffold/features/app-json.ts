import { addJsonItem, type JsonValue, setJsonValue } from '../../edits/json.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { type JsonNode, parseJson } from '../../project/json.ts';
import { parseProcfile } from '../../project/procfile.ts';
import { isEmptyModule } from '../../queries/settings/production-module.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import {
  ADD_ONS,
  type ConfigVar,
  configVars,
  localDefaults,
  openVariables,
  PLATFORM_HOSTS,
  PLATFORM_HOSTS_LIST,
  splitFurther,
} from '../settings/config-vars.ts';
import { isOurBranch } from '../settings/production.ts';

const because = reasons('app-json');
const PATH = 'app.json';

/**
 * The description from which another app can be made: config vars, add-on, formation and test
 * command. What an owner wrote stays.
 */
export const writeAppJson: WriteEntry = (context) => {
  const { draft, repository, layout } = context;
  const text = draft.text(PATH);
  const variables = splitFurther(configVars(context)).main;
  const addOns = [...new Set(variables.flatMap(({ name }) => ADD_ONS[name] ?? []))];
  const declared = variables.filter(({ name }) => ADD_ONS[name] === undefined);
  if (text === undefined) {
    draft.write(
      PATH,
      `${JSON.stringify(document(context, declared, addOns), null, 2)}\n`,
      because('Heroku creates review apps and further apps from it'),
    );
    const module =
      layout.mode !== 'single'
        ? ` DJANGO_SETTINGS_MODULE=${layout.productionModule}`
        : branches(context)
          ? ' ENVIRONMENT=production'
          : '';
    const host = 'your-app-0123456789ab.herokuapp.com';
    const hosts = hostVariables(variables).map(
      ({ name, value }) => ` ${name}=${value === PLATFORM_HOSTS ? host : `'["${host}"]'`}`,
    );
    if (module !== '' || hosts.length > 0)
      draft.note(`heroku config:set${module}${hosts.join('')}`);
    for (const { name, generated } of variables)
      if (generated)
        draft.note(
          `heroku config:set ${name}="$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')"`,
        );
    noteVariables(context, declared);
    for (const [name, address] of localDefaults(context))
      draft.note(`heroku config:set ${name}=...    (its default is ${address})`);
    if (repository.herokuYml !== undefined) draft.note('heroku stack:set container');
    for (const addOn of addOns) draft.note(`heroku addons:create ${addOn}`);
    if (context.answers.reviewApps) noteReviewApps(context, declared);
    return;
  }
  let current = text;
  const apply = (result: EditResult, missing: string): void => {
    if (result.ok) current = applyEdits(current, result.edits);
    else
      draft.decline({
        entry: 'app-json',
        path: PATH,
        because: result.because,
        next: `Add ${missing} to app.json by hand.`,
      });
  };
  for (const path of namesOfEmptyModule(text, context))
    apply(setJsonValue(current, path, layout.productionModule), 'the production settings module');
  const isNew = ({ name }: ConfigVar): boolean => !repository.appJson?.env.has(name);
  noteVariables(context, declared.filter(isNew));
  for (const variable of declared.filter(isNew)) {
    apply(
      setJsonValue(current, ['env', variable.name], declaration(variable), { keep: true }),
      variable.name,
    );
  }
  for (const addOn of addOns) {
    const service = addOn.slice(0, addOn.indexOf(':'));
    const isDeclared =
      repository.appJson?.addons.some(
        ({ value }) => value === service || value.startsWith(`${service}:`),
      ) ?? false;
    if (!isDeclared) apply(addJsonItem(current, ['addons'], addOn), `the add-on ${addOn}`);
  }
  const others = Object.keys(formation(context)).filter((name) => name !== 'web');
  if (context.answers.tasks !== 'none' && repository.appJson?.formation.size)
    for (const name of others)
      apply(
        setJsonValue(current, ['formation', name], { quantity: 1 }, { keep: true }),
        `the process type ${name}`,
      );
  if (context.answers.reviewApps && repository.appJson?.environments.has('review') !== true) {
    apply(
      setJsonValue(current, ['environments', 'review'], reviewApps(context, declared, addOns), {
        keep: true,
      }),
      'the environment `review`',
    );
    noteReviewApps(context, declared);
  }
  draft.write(
    PATH,
    current,
    because('apps created from it need everything that the settings read'),
  );
};

/** Where app.json names a settings module that is there and sets nothing, for the app and its tests. */
function namesOfEmptyModule(text: string, { djangoProject }: FeatureContext): readonly string[][] {
  const parsed = parseJson(text);
  if (!parsed.ok) return [];
  const variable = ['env', 'DJANGO_SETTINGS_MODULE'];
  const places = [variable, ['environments', 'test', ...variable]];
  return places
    .flatMap((path) => [path, [...path, 'value']])
    .filter((path) => {
      const node = path.reduce<JsonNode | undefined>(
        (one, key) => one?.members?.get(key)?.node,
        parsed.root,
      );
      return typeof node?.value === 'string' && isEmptyModule(djangoProject, node.value);
    });
}

/**
 * Names the variables that each app has to be given: without a value of ours, and none that the
 * platform makes up.
 */
function noteVariables({ draft }: FeatureContext, variables: readonly ConfigVar[]): void {
  const open = openVariables(variables);
  if (open.length > 0)
    draft.note(`heroku config:set ${open.map(({ name }) => `${name}=...`).join(' ')}`);
}

/** True when the one settings file will branch on ENVIRONMENT. */
function branches({ draft, layout }: FeatureContext): boolean {
  return isOurBranch(draft.text(layout.sourcePath) ?? '');
}

function hostVariables(variables: readonly ConfigVar[]): readonly ConfigVar[] {
  return variables.filter(({ value }) => value === PLATFORM_HOSTS || value === PLATFORM_HOSTS_LIST);
}

function declaration({ description, value, required, generated }: ConfigVar): JsonValue {
  return {
    description,
    ...(generated ? { generator: 'secret' } : {}),
    ...(value === undefined ? {} : { value }),
    ...(required ? {} : { required: false }),
  };
}

/** What a new app starts: each process type of the Procfile once, the release phase aside. */
function formation({ draft, repository }: FeatureContext): Record<string, { quantity: number }> {
  const { processTypes } =
    repository.herokuYml?.processes ?? parseProcfile(draft.text('Procfile') ?? '');
  const names = [...processTypes.keys()].filter((name) => name !== 'release' && name !== 'web');
  return Object.fromEntries(['web', ...names].map((name) => [name, { quantity: 1 }]));
}

/**
 * Review apps live for days and have few visitors: the smallest dynos and plans do, whatever
 * production grows to, and the platform names their hosts. All else is as in production.
 */
function reviewApps(
  context: FeatureContext,
  variables: readonly ConfigVar[],
  addOns: readonly string[],
): JsonValue {
  const { reviewScript } = context.answers;
  const hosts = hostVariables(variables);
  return {
    ...(hosts.length > 0
      ? {
          env: Object.fromEntries(
            hosts.map(({ name, value = PLATFORM_HOSTS }) => [name, { value }]),
          ),
        }
      : {}),
    ...(addOns.length > 0 ? { addons: [...addOns] } : {}),
    formation: Object.fromEntries(
      Object.keys(formation(context)).map((name) => [name, { quantity: 1, size: 'basic' }]),
    ),
    ...(reviewScript === '' ? {} : { scripts: { postdeploy: reviewScript } }),
  };
}

/** Source: the reference of the Heroku CLI 11 for pipelines and reviewapps; read 2026-11-26. */
function noteReviewApps({ draft, answers }: FeatureContext, variables: readonly ConfigVar[]): void {
  const pipeline = answers.appName;
  draft.note(`heroku pipelines:create ${pipeline} --app your-app --stage production`);
  draft.note(`heroku pipelines:connect ${pipeline} --repo owner/repository`);
  draft.note(
    `heroku reviewapps:enable --pipeline ${pipeline} --app your-app --autodeploy --autodestroy`,
  );
  const open = openVariables(variables).map(({ name }) => name);
  if (open.length > 0)
    draft.note(
      `heroku pipelines:open ${pipeline}    (Settings, Review Apps: set ${open.join(', ')})`,
    );
}

function document(
  context: FeatureContext,
  variables: readonly ConfigVar[],
  addOns: readonly string[],
): JsonValue {
  const { answers, djangoProject, layout } = context;
  const development =
    layout.mode === 'single'
      ? branches(context)
        ? { ENVIRONMENT: { value: 'test' } }
        : undefined
      : { DJANGO_SETTINGS_MODULE: { value: layout.developmentModule } };
  return {
    name: answers.appName,
    ...(context.repository.herokuYml === undefined ? {} : { stack: 'container' }),
    env: Object.fromEntries(variables.map((variable) => [variable.name, declaration(variable)])),
    ...(addOns.length > 0 ? { addons: [...addOns] } : {}),
    formation: formation(context),
    environments: {
      ...(answers.reviewApps ? { review: reviewApps(context, variables, addOns) } : {}),
      test: {
        ...(development === undefined ? {} : { env: development }),
        scripts: { test: `python ${djangoProject.managePath} test` },
      },
    },
  };
}
