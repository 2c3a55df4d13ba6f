/** One change to a project's files. Paths are relative to the root, with `/`. */
export type Change =
  | { readonly kind: 'create'; readonly path: string; readonly after: string }
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'move';
      readonly from: string;
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly before: string };

/** A change and one clause that a person reads: why production on Heroku needs it. */
export type ReasonedChange = Change & { readonly because: string };
