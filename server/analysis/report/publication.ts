/**
 * Where Bulkhead is published: the one place that holds addresses of ours, which reports, editors, the manifest and the packer read.
 * As long as nothing is published there is none: what would be a link is left out, the manifest is private, so that npm refuses to publish it,
 * and the documentation installs from a checkout. Whoever publishes fills this in and runs `npm run docs`, which writes it into the manifest.
 * The names of the package and of the extension stand in the manifest, which cannot be without them.
 */
export interface Publication {
  /** The repository on the web, `https://HOST/OWNER/NAME`; undefined while there is none. */
  readonly repository: string | undefined;
}

export const PUBLICATION: Publication = { repository: undefined };

/** The address of a file of the repository as a page for people; undefined while there is none. */
export function pageAddress(file: string, { repository } = PUBLICATION): string | undefined {
  return repository === undefined ? undefined : `${repository}/blob/main/${file}`;
}

/** The address of the bytes of a file of the repository, as pictures and schemas need it; undefined while there is none. */
export function fileAddress(file: string, { repository } = PUBLICATION): string | undefined {
  return repository === undefined ? undefined : `${repository}/raw/main/${file}`;
}
