import { removeDependency } from '../../../../src/edits/dependency.ts';

export default (text: string) => removeDependency('pipfile', text, 'django-heroku');
