import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Metafile } from "esbuild";

/** A package whose code is part of a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as the package's own manifest has it. */
  readonly licence: string;
  /** Its files with licences and notices, which have to go wherever its code goes. Never empty. */
  readonly texts: readonly string[];
  /** The hash of the package's archive that the lock file holds, in the form of Subresource Integrity: `sha512-` and base64. */
  readonly integrity: string;
}

/**
 * The packages of which the bundler took code, by name: those whose files have a share in some output.
 * Rejects where one of them tells no licence or has no text of it, since then nobody may pass it on.
 */
export async function bundledPackages(
  root: string,
  metafiles: readonly Metafile[],
): Promise<readonly BundledPackage[]> {
  const lock: Lock = JSON.parse(await readFile(path.join(root, "package-lock.json"), "utf8"));
  const directories = new Set(metafiles.flatMap(directoriesIn));
  const packages = await Promise.all(
    [...directories].map(async (directory) => packageIn(root, directory, lock.packages[directory])),
  );
  return packages.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
}

/** The directory of a package, from the root, where the file is one of a package. */
const PACKAGE_DIRECTORY = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

function directoriesIn({ outputs }: Metafile): readonly string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return files.flatMap(([file, { bytesInOutput }]) => {
    const directory = PACKAGE_DIRECTORY.exec(file)?.[0];
    return directory === undefined || bytesInOutput === 0 ? [] : [directory];
  });
}

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|third-?party-?notices)\b/i;

async function packageIn(
  root: string,
  directory: string,
  locked: Lock["packages"][string] | undefined,
): Promise<BundledPackage> {
  const at = path.join(root, directory);
  const { name, version, license } = JSON.parse(await readFile(path.join(at, "package.json"), "utf8"));
  const files = (await readdir(at)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(at, file), "utf8")));
  if (typeof license !== "string" || texts.length === 0) throw new Error(`${directory} comes without its licence.`);
  if (locked?.integrity === undefined) throw new Error(`${directory} has no hash in the lock file.`);
  return { name, version, licence: license, texts, integrity: locked.integrity };
}

/** The notices that have to go with the bundles: each package with its licence and the texts of it. */
export function noticesOf(packages: readonly BundledPackage[]): string {
  const sections = packages.map(({ name, version, licence, texts }) =>
    [RULER, `${name} ${version} (${licence})`, RULER, ...texts.map((text) => text.replace(/\r\n/g, "\n").trim())].join(
      "\n\n",
    ),
  );
  return `${["Bulkhead contains code of these packages, under the licences that follow.", ...sections].join("\n\n")}\n`;
}

const RULER = "=".repeat(80);

/**
 * A bill of materials of the bundles in CycloneDX 1.6: what they are made of, with the hashes of the packages' archives. It holds neither a time nor
 * a number of its own, so that the same sources give the same text. Source: https://cyclonedx.org/docs/1.6/json/
 */
export function billOf(
  product: { readonly name: string; readonly version: string },
  packages: readonly BundledPackage[],
): string {
  const own = { ...product, "bom-ref": reference(product), purl: reference(product) };
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", ...own, licenses: [{ license: { id: "MIT" } }] } },
    components: packages.map(componentOf),
    dependencies: [{ ref: reference(product), dependsOn: packages.map(reference) }],
  };
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

function componentOf(one: BundledPackage): object {
  const [, base64 = ""] = one.integrity.split("-");
  return {
    type: "library",
    "bom-ref": reference(one),
    name: one.name,
    version: one.version,
    hashes: [{ alg: "SHA-512", content: Buffer.from(base64, "base64").toString("hex") }],
    licenses: [{ expression: one.licence }],
    purl: reference(one),
  };
}

/** A package URL. Source: https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
function reference({ name, version }: { readonly name: string; readonly version: string }): string {
  return `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
}
