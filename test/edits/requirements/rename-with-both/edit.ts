import { replaceRequirement } from '../../../../src/edits/requirements.ts';

export default (text: string) => replaceRequirement(text, 'psycopg2', { name: 'psycopg2-binary' });
