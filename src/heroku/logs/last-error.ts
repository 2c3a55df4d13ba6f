/**
 * Returns the last line that reads like a Python exception, else the last line that is not blank;
 * empty when nothing was printed.
 */
export function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.findLast((line) =>
      /^(?:[A-Za-z_]\w*\.)*[A-Za-z_]*(?:Error|Exception|ImproperlyConfigured|DoesNotExist|NotFound|Denied|Exit)\b.*/.test(
        line,
      ),
    ) ??
    lines.at(-1) ??
    ''
  );
}
