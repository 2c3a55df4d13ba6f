import type { Interpreter } from '../../src/machine/interpreters.ts';
import { packageIndexVariables } from '../../src/machine/package-index.ts';
import { runProcess } from '../../src/machine/process.ts';
import type { IndexAddresses } from './case-files.ts';

const QUESTION = `
from pip._internal.models.index import PyPI
print(PyPI.simple_url)
print("https://" + PyPI.file_storage_domain)
`;

/**
 * The addresses of the index that pip uses here: the configured one, else pip's own default.
 * Undefined when no pip can be asked.
 */
export async function readIndexAddresses(
  interpreter: Interpreter | undefined,
): Promise<IndexAddresses | undefined> {
  if (interpreter === undefined) return undefined;
  const { path } = interpreter;
  const result = await runProcess({
    file: path,
    args: ['-I', '-c', QUESTION],
    cwd: '/',
    env: {},
  }).catch(() => undefined);
  const [simple, files] = result?.stdout.split('\n') ?? [];
  if (result?.exitCode !== 0 || !simple || !files) return undefined;
  const configured = packageIndexVariables(process.env).PIP_INDEX_URL?.replace(/\/$/, '');
  return { simple: configured ?? simple.replace(/\/$/, ''), files };
}
