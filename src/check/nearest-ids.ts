/**
 * Ids that a person may have meant: those that hold what was typed, then those a few letters away;
 * at most five, the nearest first.
 */
export function nearestIds(typed: string, known: readonly string[]): string[] {
  const wanted = typed.toLowerCase();
  const distances = known.map((id) => ({ id, distance: distanceOf(wanted, id.toLowerCase()) }));
  return distances
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, 5)
    .map(({ id }) => id);
}

/**
 * Letters to insert, remove or change; 1 where one holds the other, as words left out count for
 * little.
 */
function distanceOf(a: string, b: string): number {
  if (a.length > 2 && b.includes(a)) return 1;
  let row = Array.from({ length: b.length + 1 }, (_one, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
