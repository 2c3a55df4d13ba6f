import { defineExercise } from '../exercise.ts';

export default defineExercise({
  number: 7,
  title: 'The Python version',
  text: '07-python-version',
  minutes: 10,
  groups: ['python-version'],
  rules: ['python-version-patch-pinned'],
  praise: ({ pythonVersion: { files } }) => {
    const line = files.get('.python-version')?.lines[0]?.text.trim();
    return line !== undefined && /^3\.\d+$/.test(line)
      ? [`\`.python-version\` names Python ${line}, so builds get its security fixes.`]
      : [];
  },
  solvedBy: ['python-version'],
  answer: ['echo 3.13 > .python-version'],
});
