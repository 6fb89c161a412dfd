import { fileAddress, PUBLICATION, type Publication, pageAddress } from "../server/analysis/report/publication.ts";

/** The README's own picture elements, each alone in its paragraph. */
const PICTURE = /<picture>[\s\S]*?<\/picture>\n\n/g;
const SOURCE = /\b(src|srcset)="(?!https:)([^"]+)"/g;
const LINK = /\[([^\]]*)\]\((?!https:|#)([^)\s]+)\)/g;

/**
 * The README as it goes into a package, whose readers see it apart from the repository: links and pictures get whole addresses.
 * While there is no address, pictures are left out, and links stay only to what is packed too (`files`, by their paths in the repository).
 */
export function packedReadme(
  readme: string,
  files: ReadonlySet<string>,
  publication: Publication = PUBLICATION,
): string {
  const pictured =
    publication.repository === undefined
      ? readme.replace(PICTURE, "")
      : readme.replace(SOURCE, (_, name: string, file: string) => `${name}="${fileAddress(file, publication)}"`);
  return pictured.replace(LINK, (link, text: string, file: string) => {
    const address = pageAddress(file, publication);
    if (address !== undefined) return `[${text}](${address})`;
    return files.has(file) ? link : text;
  });
}
