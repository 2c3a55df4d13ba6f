import { addIgnoreRules } from '../../../src/edits/gitignore.ts';

export default (text: string | undefined) => addIgnoreRules(text, [{ pattern: '.env', because: 'secrets' }, { pattern: 'staticfiles/', because: 'made by collectstatic in the build' }, { pattern: '*.pyc' }]);
