import { addPreCommitHook } from '../../../src/edits/pre-commit.ts';

export default (text: string) => addPreCommitHook(text, '  - repo: local\n    hooks:\n      - id: dynoready\n');
