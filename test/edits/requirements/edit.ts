import { addRequirement } from '../../../src/edits/requirements.ts';

export default (text: string) => addRequirement(text, { name: 'whitenoise', specifier: '>=6,<7' });
