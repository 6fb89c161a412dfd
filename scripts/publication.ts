import { PUBLICATION, type Publication } from "../server/analysis/report/publication.ts";

/**
 * The manifest with what npm and the marketplaces need to know of where Bulkhead is published: `repository`, `homepage` and `bugs`, behind `license`.
 * Without an address it has none of them and is `private`, which npm refuses to publish. Nothing else of the text changes but its layout.
 */
export function withPublication(manifest: string, { repository }: Publication = PUBLICATION): string {
  const { private: _, repository: _old, homepage: _home, bugs: _bugs, ...rest } = JSON.parse(manifest);
  const addresses =
    repository === undefined
      ? { private: true }
      : {
          homepage: `${repository}#readme`,
          repository: { type: "git", url: `git+${repository}.git` },
          bugs: { url: `${repository}/issues` },
        };
  const entries = Object.entries(rest).flatMap((entry) =>
    entry[0] === "license" ? [entry, ...Object.entries(addresses)] : [entry],
  );
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}
