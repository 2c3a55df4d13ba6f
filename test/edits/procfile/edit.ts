import { setProcess } from '../../../src/edits/procfile.ts';

export default (text: string | undefined) => setProcess(text, 'web', 'gunicorn shop.wsgi');
