import { addJsonItem, type JsonValue, setJsonValue } from '../../edits/json.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { type ConfigVar, configVars, DATABASE_PLAN } from '../config-vars.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';

const because = reasons('app-json');
const PATH = 'app.json';
const DATABASE = `heroku-postgresql:${DATABASE_PLAN}`;

/** The description from which another app can be made: config vars, add-on, formation and test command. What an owner wrote stays. */
export const writeAppJson: WriteEntry = (context) => {
  const { draft, project, layout } = context;
  const text = draft.text(PATH);
  const variables = configVars(context);
  const needsDatabase = variables.some(({ name }) => name === 'DATABASE_URL');
  const declared = variables.filter(({ name }) => name !== 'DATABASE_URL');
  if (text === undefined) {
    draft.write(
      PATH,
      `${JSON.stringify(document(context, declared, needsDatabase), null, 2)}\n`,
      because('a review app or a second app can be made from it'),
    );
    const module = layout.mode === 'single' ? 'ENVIRONMENT=production' : `DJANGO_SETTINGS_MODULE=${layout.productionModule}`;
    draft.note(`heroku config:set ${module} ALLOWED_HOSTS=your-app-0123456789ab.herokuapp.com`);
    draft.note(`heroku config:set SECRET_KEY="$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')"`);
    if (needsDatabase) draft.note(`heroku addons:create ${DATABASE}`);
    return;
  }
  let current = text;
  const apply = (result: EditResult, missing: string): void => {
    if (result.ok) current = applyEdits(current, result.edits);
    else draft.decline({ entry: 'app-json', path: PATH, because: result.because, next: `Add ${missing} to app.json by hand.` });
  };
  for (const variable of declared) {
    if (!project.appJson?.env.has(variable.name))
      apply(setJsonValue(current, ['env', variable.name], declaration(variable), { keep: true }), variable.name);
  }
  const hasDatabase = project.appJson?.addons.some(({ value }) => value.startsWith('heroku-postgresql')) ?? false;
  if (needsDatabase && !hasDatabase) apply(addJsonItem(current, ['addons'], DATABASE), `the add-on ${DATABASE}`);
  draft.write(PATH, current, because('an app made from it must have all that the settings read'));
};

function declaration({ description, value, required, generated }: ConfigVar): JsonValue {
  return {
    description,
    ...(generated ? { generator: 'secret' } : {}),
    ...(value === undefined ? {} : { value }),
    ...(required ? {} : { required: false }),
  };
}

function document({ answers, site, layout }: EntryContext, variables: readonly ConfigVar[], needsDatabase: boolean): JsonValue {
  const development =
    layout.mode === 'single' ? { ENVIRONMENT: { value: 'test' } } : { DJANGO_SETTINGS_MODULE: { value: layout.developmentModule } };
  return {
    name: answers.appName,
    env: Object.fromEntries(variables.map((variable) => [variable.name, declaration(variable)])),
    ...(needsDatabase ? { addons: [DATABASE] } : {}),
    formation: { web: { quantity: 1 } },
    environments: { test: { env: development, scripts: { test: `python ${site.managePath} test` } } },
  };
}
