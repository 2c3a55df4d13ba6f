import { addRequirement } from '../../../../src/edits/requirements.ts';

export default (text: string) => addRequirement(text, { name: 'psycopg', specifier: '', extras: ['binary'] });
