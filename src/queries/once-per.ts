/**
 * The function with its answer kept as long as the object that it was asked for lives: several rules
 * ask the same of one repository or file. An answer of undefined is kept too.
 */
export function oncePer<Subject extends object, Answer>(
  compute: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const known = new WeakMap<Subject, { readonly answer: Answer }>();
  return (subject) => {
    const kept = known.get(subject) ?? { answer: compute(subject) };
    known.set(subject, kept);
    return kept.answer;
  };
}
