import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathOf } from "../../../scripts/images.ts";
import { markdownTable } from "../../../scripts/markdown-table.ts";
import type { Image, Source } from "../../../server/analysis/facts/image.ts";
import { IMAGES } from "../../../server/analysis/facts/image-list.ts";
import { imageProfile } from "../../../server/analysis/facts/image-profiles.ts";
import { UNREAD_IMAGES } from "../../../server/analysis/facts/unread-images.ts";
import { ATTEMPTS } from "./attempts.ts";
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

${countsOf(proofs)}

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

## With a read-only root

Each of these works with a read-only root when only these places and its volumes can be written to. With one place less it fails, or it does not: then nothing that was tried writes there, and the tmpfs is kept since what was not tried may.

${markdownTable(["Profile", "Each a tmpfs", "Fails without", "Works without"], proofs.flatMap(readOnlyRowOf))}

### How each fails with one path less

${markdownTable(["Profile", "Without", "When", "What it said"], proofs.flatMap(pathFailuresOf))}
${shortfalls(tried)}
## Attempts

These programs were to be tried too, and could not be had where the tests run:

${Object.entries(ATTEMPTS)
  .map(([name, why]) => `- \`${name}\`: ${why}.`)
  .join("\n")}

## Profiles that are not shown

Nobody has tried these. What is known of them is read in build files, start scripts and sources at a commit, or said by their maintainers in documentation.

${notShown(tried).map(sourcesOf).join("\n")}

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

*Drop capabilities* writes \`cap_drop: [ALL]\` and a \`cap_add\` of what the image is known to need. \`npm run test:capabilities\` puts these sets to the test on a real engine. Published images cannot be fetched where the tests run, so each program is Debian's own or what npm, PyPI, Maven Central or Go's proxy carry of it, in an image built on the spot, with an entry point that takes the steps of the published image's. **No row speaks of the published image itself.**

A set is *enough* if the program starts with it, starts again, and starts in a new container on the same data, each time with \`no-new-privileges\`: on a named volume, on a directory of root's and on one of another user's; with a read-only root and the profile's tmpfs mounts, and as the user that *Run as non-root* proposes, where the profile has one. On a directory of the host, a program that stays root is also given \`DAC_OVERRIDE\`, as *Drop capabilities* gives it there. It is *minimal* if the program fails in one of these ways with any one capability less. A program that is told more than its image is started with says so behind its name; whether it works is asked inside its container, as a health check asks.`;

/** How many programs there are, by where they come from. */
function countsOf(proofs: readonly Proof[]): string {
  const origins = proofs.map(({ taken }) => taken?.registry ?? "Debian");
  const counts = [...new Set(origins)].map((name) => `${origins.filter((one) => one === name).length} of ${name}`);
  const profiles = new Set(proofs.map(({ image }) => image.split(":")[0]));
  return `${proofs.length} programs were tried, of ${profiles.size} profiles: ${counts.join(", ")}.`;
}

/** What the image was made of: the program, and what it needs of Debian. */
function madeOf({ packages, taken }: Proof): string {
  const told = (versions: Readonly<Record<string, string>>): string =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ");
  const debian = Object.keys(packages).length === 0 ? [] : [`Debian's ${told(packages)}`];
  return [...(taken ? [`${told(taken.versions)} of ${taken.registry}`] : []), ...debian].join("; ");
}

function readOnlyRowOf(proof: Proof): readonly (readonly string[])[] {
  const { onePathLess = [], enough } = proof;
  if (!enough.some(({ tmpfs }) => tmpfs !== undefined)) return [];
  const paths = enough.flatMap(({ tmpfs = [] }) => tmpfs.map(pathOf));
  const without = (works: boolean): string => {
    const names = onePathLess.filter(({ outcome }) => outcome.works === works).map(({ path: one }) => one);
    return names.length === 0 && onePathLess.length < paths.length ? "not tried" : listed(names);
  };
  return [[nameOf(proof), listed(paths), without(false), without(true)]];
}

function pathFailuresOf(proof: Proof): readonly (readonly string[])[] {
  return (proof.onePathLess ?? []).flatMap(({ path: one, outcome }) =>
    outcome.works ? [] : [[nameOf(proof), `\`${one}\``, outcome.at, spoken(outcome)]],
  );
}

function rowOf(proof: Proof): readonly string[] {
  const { source, proposed, enough, oneLess } = proof;
  return [
    nameOf(proof),
    madeOf(proof),
    `[source](${source})`,
    listed(proposed),
    `yes, ${enough.length} ${enough.length === 1 ? "way" : "ways"}`,
    listed(oneLess.filter(({ outcome }) => !outcome.works).map(({ without }) => without)),
    spare(proof).length === 0 ? "yes" : `not shown for ${listed(spare(proof))}`,
  ];
}

/** The image, what its program was told beside, and the variables that it was started with. */
function nameOf({ image, settings, environment = {} }: Proof): string {
  const variables = Object.entries(environment).map(([name, value]) => `\`${name}=${value}\``);
  return [
    `\`${image}\``,
    ...(settings === undefined ? [] : [settings]),
    ...(variables.length === 0 ? [] : [`with ${variables.join(" and ")}`]),
  ].join(" ");
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

function notShown(proofs: readonly Proof[]): readonly Image[] {
  const shown = new Set(proofs.map(({ image }) => image.split(":")[0]));
  return IMAGES.filter(({ names, kind }) => kind !== "base" && !names.some((one) => shown.has(one)));
}

/** An image, and the places where somebody looked. */
function sourcesOf({ names, sources }: Image): string {
  const places = sources.flatMap((source) =>
    "read" in source
      ? source.paths.map((file) => `[${file}](${linkTo(source, file)})`)
      : [`[documentation](${source.documented})`],
  );
  return `- \`${names[0]}\`: ${places.join(", ") || "a guess"}`;
}

function linkTo({ read, commit }: Extract<Source, { read: string }>, file: string): string {
  return read.includes("://") ? `${read}/${file}` : `https://github.com/${read}/blob/${commit}/${file}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `\`${name}\``).join(", ");
}
