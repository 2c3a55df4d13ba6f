import { addProcess } from '../../../../src/edits/procfile.ts';

export default (text: string) => addProcess(text, 'release', 'python manage.py migrate');
