import { replaceDependency } from '../../../../src/edits/dependency.ts';

export default (text: string) => replaceDependency('pipfile', text, 'psycopg2', { name: 'psycopg2-binary' });
