// Only what is used is taken into the bundle.
export { checkbox, confirm, input, select } from '@inquirer/prompts';
