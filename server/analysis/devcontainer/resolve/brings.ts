import type { Lookup } from "../../compose/project/source-files.ts";
import { type BroughtMount, type DevMetadata, devFeature, withoutVersion } from "../../facts/dev-features.ts";
import { devImage } from "../../facts/dev-images.ts";
import { imageProfile } from "../../facts/image-profiles.ts";
import { objectOf } from "../../json/json-file.ts";
import { parseJson } from "../../json/parse.ts";
import type { Brought } from "../../model/container.ts";
import { fullName, type ImageRef } from "../../model/image.ts";
import type { Stage } from "../../model/stage.ts";
import type { Place } from "../../text/span.ts";
import { directoryOf, resolvePath } from "../../text/uri.ts";
import { inEnglish, said } from "../../text/wording.ts";
import { type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import { stringsIn } from "../syntax/read.ts";
import type { DevContainer, NamedFeature } from "../syntax/tree.ts";

/** What something that the file only names gives the container: a feature, or the label of an image. */
export interface Gift extends DevMetadata, Brought {}

/** What is known of all that a file names, and what of it is not. */
export interface Gifts {
  /** In the order in which the tools merge them: the image's first. */
  readonly known: readonly Gift[];
  /** The first of those of which nobody knows what they give, in words; undefined where all are known. */
  readonly unknown: string | undefined;
}

/** What the features of a file give. One that lies in the project is read, one of a registry is looked up in the table. */
export function featureGifts(dev: DevContainer, read: Lookup): Gifts {
  const known: Gift[] = [];
  let unknown: string | undefined;
  for (const feature of dev.features) {
    const metadata = metadataOf(feature, dev, read);
    const by = said`feature ${shortName(feature.reference)}`;
    if (metadata === undefined) unknown ??= inEnglish(by);
    else known.push({ ...metadata, by, at: feature.key, isRemovable: true });
  }
  return { known, unknown };
}

/** `docker-in-docker` of `ghcr.io/devcontainers/features/docker-in-docker:2`. */
export function shortName(reference: string): string {
  const name = withoutVersion(reference);
  return name.slice(name.lastIndexOf("/") + 1);
}

function metadataOf({ reference }: NamedFeature, { json }: DevContainer, read: Lookup): DevMetadata | undefined {
  if (!/^\.\.?\//.test(reference)) return devFeature(reference);
  const uri = resolvePath(directoryOf(json.file), `${reference}/devcontainer-feature.json`);
  const text = read(uri);
  const root = typeof text === "string" ? objectOf(parseJson(uri, text)) : undefined;
  return root && metadataIn(root);
}

/** The metadata of a feature that lies in the project. Source: https://containers.dev/implementors/features/#devcontainer-featurejson-properties */
function metadataIn(root: Mapping): DevMetadata {
  const texts = (key: string): readonly string[] => stringsIn(nodeAt(root, key)).map(({ text }) => text);
  const says = (key: string): boolean => {
    const value = nodeAt(root, key);
    return value?.kind === "scalar" && value.text === "true";
  };
  const mounts = nodeAt(root, "mounts");
  return {
    ...(says("privileged") ? { privileged: true as const } : {}),
    ...(says("init") ? { init: true as const } : {}),
    capAdd: texts("capAdd"),
    securityOpt: texts("securityOpt"),
    mounts: mounts?.kind === "sequence" ? mounts.items.flatMap(({ value }) => mountIn(value)) : [],
  };
}

function mountIn(node: Node): readonly BroughtMount[] {
  const field = (name: string): string => {
    const value = nodeAt(node, name);
    return value?.kind === "scalar" ? value.text : "";
  };
  const written = node.kind === "scalar" ? new Map(node.text.split(",").map((one) => splitOnce(one))) : undefined;
  const said = (...names: readonly string[]): string =>
    names.map((name) => written?.get(name) ?? field(name)).find((value) => value !== "") ?? "";
  const target = said("target", "dst", "destination");
  const type = said("type") === "bind" ? "bind" : "volume";
  return target === "" ? [] : [{ type, source: said("source", "src"), target }];
}

function splitOnce(text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text, ""] : [text.slice(0, equals).toLowerCase(), text.slice(equals + 1)];
}

/**
 * What the label `devcontainer.metadata` of an image gives. Images that are made for dev containers have one, those that are published for all have none,
 * and of every other nobody knows.
 */
export function labelGifts(image: ImageRef | undefined, at: Place): Gifts {
  if (image === undefined) return { known: [], unknown: "the label of its image" };
  const name = fullName(image);
  const dev = devImage(name);
  if (dev !== undefined)
    return { known: [{ ...dev, by: said`the label of image ${image.text}`, at }], unknown: undefined };
  const isPublished = imageProfile(name, image.tag) !== undefined;
  return { known: [], unknown: isPublished ? undefined : `the label of image ${image.text}` };
}

/** The image that a stage is built on in the end; undefined where nobody knows it, null for `scratch`. */
export function baseOf(stage: Stage | undefined): ImageRef | null | undefined {
  let first = stage;
  while (first?.parent !== undefined) first = first.parent;
  return first?.image.state === "known" ? first.image.value : undefined;
}
