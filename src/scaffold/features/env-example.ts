import { addExampleVariables } from '../../edits/env-example.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { reasons, type WriteEntry } from '../plan/feature.ts';
import { configVars } from '../settings/config-vars.ts';

const because = reasons('env-example');
const PATH = '.env.example';

/** Names every variable that production reads, with values that are no secrets. */
export const writeEnvExample: WriteEntry = (context) => {
  const { draft, render } = context;
  const variables = configVars(context);
  if (variables.length === 0) return;
  const text = draft.text(PATH);
  const reason = because('lists the config vars for the next developer');
  if (text === undefined) {
    const shown = variables.map((one) => ({ ...one, value: one.value ?? '' }));
    draft.write(PATH, render('project/_env.example', { variables: shown }), reason);
    return;
  }
  const wanted = variables.map(({ name, value, description }) => ({
    name,
    because: description,
    ...(value === undefined ? {} : { value }),
  }));
  const added = addExampleVariables(text, wanted);
  if (added.ok) draft.write(PATH, applyEdits(text, added.edits), reason);
};
