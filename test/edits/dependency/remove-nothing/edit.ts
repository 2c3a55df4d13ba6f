import { removeDependency } from '../../../../src/edits/dependency.ts';

export default (text: string) => removeDependency('pyproject', text, 'django-heroku');
