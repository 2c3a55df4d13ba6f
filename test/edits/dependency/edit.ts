import { addDependency } from '../../../src/edits/dependency.ts';

export default (text: string) => addDependency('pyproject', text, { name: 'psycopg', specifier: '>=3.3,<4', extras: ['binary'] });
