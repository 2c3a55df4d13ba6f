import { addExampleVariables } from '../../edits/env-example.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { isEmptyModule } from '../../queries/settings/production-module.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { configVars, splitFurther } from '../settings/config-vars.ts';

const because = reasons('env-example');
const PATH = '.env.example';

/** Names every variable that production reads, with values that are no secrets. */
export const writeEnvExample: WriteEntry = (context) => {
  const { draft, render } = context;
  const { main: variables, further } = splitFurther(configVars(context));
  if (variables.length === 0) return;
  const text = draft.text(PATH);
  const reason = because('lists the config vars for the next developer');
  if (text === undefined) {
    const shown = variables.map((one) => ({ ...one, value: one.value ?? '' }));
    draft.write(
      PATH,
      render('project/_env.example', { variables: shown, further: wrapNames(further) }),
      reason,
    );
    return;
  }
  const wanted = variables.map(({ name, value, description }) => ({
    name,
    because: description,
    ...(value === undefined ? {} : { value }),
  }));
  const current = nameProductionModule(text, context);
  const added = addExampleVariables(current, wanted);
  if (added.ok) draft.write(PATH, applyEdits(current, added.edits), reason);
};

/** Columns of a comment line that lists names. */
const COLUMNS = 96;

/** The names as lines of a comment, parted by commas. */
function wrapNames(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= COLUMNS)
      lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(name);
  }
  return lines;
}

/** The text with the production settings module where it names one that sets nothing. */
function nameProductionModule(text: string, { djangoProject, layout }: FeatureContext): string {
  return text.replace(
    /^(DJANGO_SETTINGS_MODULE=)([\w.]+)$/m,
    (line, start: string, module: string) =>
      isEmptyModule(djangoProject, module) ? `${start}${layout.productionModule}` : line,
  );
}
