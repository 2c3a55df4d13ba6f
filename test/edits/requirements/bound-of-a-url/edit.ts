import { replaceRequirement } from '../../../../src/edits/requirements.ts';

export default (text: string) => replaceRequirement(text, 'django', { specifier: '>=5.2,<5.3' });
