import { addDependency } from '../../../../src/edits/dependency.ts';

export default (text: string) => addDependency('pipfile', text, { name: 'psycopg', specifier: '' });
