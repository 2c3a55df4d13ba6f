import { addRequirement } from '../../../../src/edits/requirements.ts';

export default (text: string) => addRequirement(text, { name: 'psycopg', specifier: '>=3.3,<4', extras: ['binary'] });
