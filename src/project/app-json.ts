import type { Place, Sourced } from './place.ts';

export interface AppJsonVariable {
  readonly name: string;
  readonly at: Place;
  readonly value: string | undefined;
  readonly required: boolean;
  readonly generated: boolean;
}

/** `app.json` as far as it is valid; `problems` are the parts that the platform's schema would refuse. */
export interface AppJson {
  readonly env: ReadonlyMap<string, AppJsonVariable>;
  readonly addons: readonly Sourced<string>[];
  readonly formation: ReadonlyMap<string, { readonly quantity: number; readonly size: string | undefined }>;
  readonly buildpacks: readonly Sourced<string>[];
  readonly stack: Sourced<string> | undefined;
  readonly testScript: Sourced<string> | undefined;
  readonly postdeploy: Sourced<string> | undefined;
  readonly problems: readonly { readonly at: Place; readonly message: string }[];
}
