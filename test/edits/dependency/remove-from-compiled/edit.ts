import { removeDependency } from '../../../../src/edits/dependency.ts';

export default (text: string) => removeDependency('requirements', text, 'django-heroku');
