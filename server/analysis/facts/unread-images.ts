/**
 * Widely used images without a profile in `images/`, and why there is none, as the end of "X has no profile: …". What such an image needs is unknown, so
 * that no fix rests on it. A name leaves the table when its profile comes.
 */
export const UNREAD_IMAGES: Readonly<Record<string, string>> = {
  "browserless/chrome": "only the build files of 2017 and of its successor, ghcr.io/browserless/chrome, could be read",
  "codeberg.org/forgejo/forgejo": "its build files lie on codeberg.org and could not be read so far",
  "hasura/graphql-engine": "its build file takes the base that decides about its user as an argument",
  "mcr.microsoft.com/mssql/server": "its publisher shows no build file of it, only of images that are built on it",
};
