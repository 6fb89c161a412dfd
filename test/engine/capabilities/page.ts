import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { markdownTable } from "../../../scripts/markdown-table.ts";
import { IMAGES } from "../../../server/analysis/facts/image-list.ts";
import { imageProfile } from "../../../server/analysis/facts/image-profiles.ts";
import { UNREAD_IMAGES } from "../../../server/analysis/facts/unread-images.ts";
import type { Proof, Trial, TrialWithout } from "./proof.ts";

const RESULTS = path.join(import.meta.dirname, "results");

/** Where the page lies. */
export const LEAST_PRIVILEGE_PAGE = path.join(import.meta.dirname, "../../../docs/least-privilege.md");

/** What the last run on an engine showed, for every program that was tried. */
export function shownProofs(): readonly Proof[] {
  return readdirSync(RESULTS)
    .sort()
    .map((file): Proof => JSON.parse(readFileSync(path.join(RESULTS, file), "utf8")));
}

/** Whether the proposed set was enough in every way that was tried. */
export function isEnough({ enough }: Proof): boolean {
  return enough.every(({ outcome }) => outcome.works);
}

/** The page about the capabilities that *Drop capabilities* keeps, and what was shown of them on an engine. */
export function leastPrivilegePage(tried: readonly Proof[]): string {
  const proofs = tried.filter(isEnough);
  return `${INTRO}

${markdownTable(
  ["Profile", "Shown with", "Entry point rebuilt from", "Proposed set", "Enough", "Fails with one less", "Minimal"],
  proofs.map(rowOf),
)}

${proofs.flatMap((proof) => noteOf(proof, proofs)).join("\n")}

## How each fails with one less

${markdownTable(
  ["Profile", "Without", "On", "When", "What it said"],
  proofs.flatMap((proof) => proof.oneLess.flatMap((trial) => failureOf(proof, trial))),
)}
${shortfalls(tried)}
## Profiles that are not shown

Most of their programs are not in Debian. What is known of them is read in their build files or documentation, which \`server/analysis/facts/images/\` names for each:

${notShown(tried)
  .map((name) => `\`${name}\``)
  .join(", ")}.

With \`init: true\` the set was shown for ${[...new Set(proofs.filter(isShownWithInit).map(nameOf))].join(", ")}; the other programs of the first table were not tried with it.

## Images without a profile

Nothing is known of what these widely used images need, so that no fix rests on it:

${unread().join("\n")}
`;
}

/** A line for each reason that an image has no profile for. */
function unread(): readonly string[] {
  return [...new Set(Object.values(UNREAD_IMAGES))].map((why) => {
    const names = Object.keys(UNREAD_IMAGES).filter((name) => UNREAD_IMAGES[name] === why);
    return `- ${listed(names)}: ${why}.`;
  });
}

const INTRO = `# Least privilege, and what was shown of it

*Drop capabilities* writes \`cap_drop: [ALL]\` and a \`cap_add\` of what the image is known to need. \`npm run test:capabilities\` puts these sets to the test on a real engine. Published images cannot be fetched where the tests run, so each program is Debian's own, in an image built on the spot, with an entry point that takes the steps of the published image's. **No row speaks of the published image itself.**

A set is *enough* if the program starts with it, starts again, and starts in a new container on the same data, each time with \`no-new-privileges\`: on a named volume, on a directory of root's and on one of another user's; with a read-only root and the profile's tmpfs mounts, and as the user that *Run as non-root* proposes, where the profile has one. On a directory of the host, a program that stays root is also given \`DAC_OVERRIDE\`, as *Drop capabilities* gives it there. It is *minimal* if the program fails in one of these ways with any one capability less.`;

function rowOf(proof: Proof): readonly string[] {
  const { packages, source, proposed, enough, oneLess } = proof;
  return [
    nameOf(proof),
    `Debian's ${Object.entries(packages)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}`,
    `[source](${source})`,
    listed(proposed),
    `yes, ${enough.length} ${enough.length === 1 ? "way" : "ways"}`,
    listed(oneLess.filter(({ outcome }) => !outcome.works).map(({ without }) => without)),
    spare(proof).length === 0 ? "yes" : `not shown for ${listed(spare(proof))}`,
  ];
}

/** The image, and what its program was told beside. */
function nameOf({ image, settings }: Proof): string {
  return settings === undefined ? `\`${image}\`` : `\`${image}\` ${settings}`;
}

/** What the program worked without here. */
function spare({ oneLess }: Proof): readonly string[] {
  return oneLess.filter(({ outcome }) => outcome.works).map(({ without }) => without);
}

function noteOf(proof: Proof, proofs: readonly Proof[]): readonly string[] {
  const names = spare(proof);
  if (names.length === 0) return [];
  const notes = imageProfile(proof.image.split(":")[0] ?? "", proof.image.split(":")[1])?.notes ?? [];
  const why = notes.filter((note) => names.some((name) => note.includes(name)));
  const elsewhere = proofs.filter(({ image, oneLess }) => {
    return (
      image === proof.image && names.every((name) => oneLess.some((one) => one.without === name && !one.outcome.works))
    );
  });
  return [
    [
      `- ${nameOf(proof)} worked without ${listed(names)} in every way that was tried.`,
      ...elsewhere.map((other) => `It does not work without ${listed(names)} ${other.settings ?? "otherwise"}.`),
      ...why,
      "The proposal keeps it, since leaving out too much breaks a container and keeping one of the engine's default set does not.",
    ].join(" "),
  ];
}

function failureOf(proof: Proof, { without, store, outcome }: TrialWithout): readonly (readonly string[])[] {
  return outcome.works ? [] : [[nameOf(proof), `\`${without}\``, store, outcome.at, spoken(outcome)]];
}

/** The ways in which the proposed set was not enough. */
function shortfalls(tried: readonly Proof[]): string {
  const rows = tried.flatMap(shortfallsOf);
  if (rows.length === 0) return "";
  return `
## Tried, and not shown

With these programs the proposed set was not enough in every way that was tried, be it for the set or for the rebuilt image. Nothing is claimed of them.

${markdownTable(["Profile", "Proposed set", "Works", "Failed on", "When", "What it said"], rows)}
`;
}

function shortfallsOf(proof: Proof): readonly (readonly string[])[] {
  const { proposed, enough } = proof;
  const works = `${enough.filter(({ outcome }) => outcome.works).length} of ${enough.length} ways`;
  return enough.flatMap(({ store, init, outcome }) =>
    outcome.works
      ? []
      : [
          [
            nameOf(proof),
            listed(proposed),
            works,
            init === true ? `${store}, with an init` : store,
            outcome.at,
            spoken(outcome),
          ],
        ],
  );
}

function isShownWithInit({ enough }: Proof): boolean {
  return enough.some(({ init }) => init === true);
}

/** Without the time of day, and short enough for a table. */
function spoken(outcome: Exclude<Trial["outcome"], { works: true }>): string {
  const said = outcome.said
    .replace(/^\S*\d{4}[-/]\d{2}[-/]\d{2}[ T]\S+(?: UTC)?\s*/, "")
    .replaceAll("|", "\\|")
    .replaceAll("`", "'");
  return said === "" ? "" : `\`${said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said}\``;
}

const LONGEST = 100;

function notShown(proofs: readonly Proof[]): readonly string[] {
  const shown = new Set(proofs.map(({ image }) => image.split(":")[0]));
  return IMAGES.flatMap(({ names, kind }) => {
    const [name = ""] = names;
    return kind === "base" || names.some((one) => shown.has(one)) ? [] : [name];
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `\`${name}\``).join(", ");
}
