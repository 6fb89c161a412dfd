/** A target as `buildx bake --print` has it, as far as it is compared. */
export interface PrintedTarget {
  readonly context?: string;
  readonly contexts?: Readonly<Record<string, string>>;
  readonly dockerfile?: string;
  readonly "dockerfile-inline"?: string;
  readonly args?: Readonly<Record<string, string | null>>;
  readonly target?: string;
  readonly network?: string;
  readonly entitlements?: readonly string[];
  readonly output?: readonly (string | { readonly type?: string; readonly dest?: string })[];
  readonly secret?: readonly (string | { readonly id?: string })[];
}

/** What bake makes of a file, or why it refuses it. */
export interface Recorded {
  readonly name: string;
  readonly text: string;
  readonly targets?: Readonly<Record<string, PrintedTarget>>;
  readonly refused?: string;
}

export interface Recording {
  /** The release of buildx that was asked. */
  readonly version: string;
  readonly cases: readonly Recorded[];
}
