import { addIgnoreRules } from '../../../../src/edits/gitignore.ts';

export default (text: string | undefined) => addIgnoreRules(text, [{ pattern: '.env' }, { pattern: '!.env.example' }]);
