import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CapabilityName } from "../server/analysis/facts/capability-table.ts";
import type { TriedImage } from "../server/analysis/facts/tried-images.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const IMAGES = "server/analysis/facts/images";
const RESULTS = "test/engine/capabilities/results";

/** What a result of `npm run test:capabilities` says; the whole of it is `Proof`, beside the tests. */
export interface Shown {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly proposed: readonly CapabilityName[];
  readonly enough: readonly { readonly tmpfs?: readonly string[]; readonly outcome: Outcome }[];
  readonly oneLess: readonly { readonly without: CapabilityName; readonly outcome: Outcome }[];
}

interface Outcome {
  readonly works: boolean;
}

/** `facts/image-list.ts`: every file of `facts/images/`. */
export function imageList(): string {
  const names = readdirSync(path.join(ROOT, IMAGES)).map((file) => file.replace(/\.ts$/, ""));
  const sorted = names.sort();
  const imports = sorted.map((name) => `import ${identifier(name)} from "./images/${name}.ts";`);
  return `// Made by npm run docs of the files in images/.
import type { Image } from "./image.ts";
${imports.join("\n")}

/** Every image that somebody looked at. */
export const IMAGES: readonly Image[] = [
${sorted.map((name) => `  ${identifier(name)},`).join("\n")}
];
`;
}

/** A name that JavaScript takes, whatever the file is called. */
function identifier(name: string): string {
  const [first = "", ...rest] = name.split("-");
  return `${first}${rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("")}Image`;
}

/** `facts/tried-images.ts`: what `npm run test:capabilities` has shown. */
export function triedImages(): string {
  const files = readdirSync(path.join(ROOT, RESULTS)).sort();
  const proofs = files.map((file) => JSON.parse(readFileSync(path.join(ROOT, RESULTS, file), "utf8")) as Shown);
  const rows = triedOf(proofs).map((one) => `  ${JSON.stringify(one)},`);
  return `// Made by npm run docs of what npm run test:capabilities has shown.
import type { CapabilityName } from "./capability-table.ts";

/** An image whose program was started and restarted on its data with what is known of it. */
export interface TriedImage {
  readonly name: string;
  readonly tag: string;
  /** The capabilities that were enough, where none could be left out. */
  readonly capabilities?: readonly CapabilityName[];
  /** The only paths that could be written to beside its volumes. */
  readonly paths?: readonly string[];
}

export const TRIED_IMAGES: readonly TriedImage[] = [
${rows.join("\n")}
];
`;
}

/** What the results show of each image, with all the settings that it was tried with. */
export function triedOf(proofs: readonly Shown[]): readonly TriedImage[] {
  return [...new Set(proofs.map(({ image }) => image))].flatMap((image) => {
    const all = proofs.filter((one) => one.image === image);
    const [name = "", tag = "latest"] = image.split(":");
    const capabilities = enoughCapabilities(all);
    const readOnly = all.flatMap(({ enough }) => enough).filter(({ tmpfs }) => tmpfs !== undefined);
    const works = readOnly.length > 0 && readOnly.every(({ outcome }) => outcome.works);
    const paths = works ? [...new Set(readOnly.flatMap(({ tmpfs = [] }) => tmpfs.map(pathOf)))] : undefined;
    if (capabilities === undefined && paths === undefined) return [];
    return [{ name, tag, ...(capabilities ? { capabilities } : {}), ...(paths ? { paths } : {}) }];
  });
}

/** The capabilities proposed whatever the settings, if they were enough in every way that was tried and the program failed without each. */
function enoughCapabilities(proofs: readonly Shown[]): readonly CapabilityName[] | undefined {
  const plain = proofs.filter(({ environment }) => environment === undefined);
  if (plain.length === 0) return undefined;
  const proposed = [...new Set(plain.flatMap((proof) => proof.proposed))];
  const oneLess = proofs.flatMap((proof) => proof.oneLess).filter(({ outcome }) => !outcome.works);
  const isEnough = proofs.every(({ enough }) => enough.length > 0 && enough.every(({ outcome }) => outcome.works));
  const isLeast = proposed.every((name) => oneLess.some(({ without }) => without === name));
  return isEnough && isLeast ? proposed : undefined;
}

/** The path of an entry of `tmpfs`, which may carry options. */
export function pathOf(entry: string): string {
  return entry.split(":")[0] ?? entry;
}
