import { keysOfPart } from "../../facts/compose-schema.ts";
import type { Container } from "../../model/container.ts";
import type { Place } from "../../text/span.ts";
import type { Entry, Mapping } from "../../yaml/tree.ts";
import { misfit } from "../refusals/key-types.ts";
import { asLongForm } from "../syntax/long-forms.ts";
import { ServiceReader } from "../syntax/service-reader.ts";
import { type BuildSources, buildOf } from "./build.ts";
import { type ContainerContext, containerOf } from "./container.ts";
import type { Namespaces } from "./namespaces.ts";

/** The merged mapping of a service or job, and where it stands in the file that is looked at. */
export interface ServiceSource {
  readonly kind: "service" | "job";
  readonly name: string;
  readonly mapping: Mapping;
  readonly at: Place;
  /** Its block in that file. */
  readonly own: Place;
  /** Whether the file is one that others are laid under, so that a service without an image is defined elsewhere. */
  readonly partial: boolean;
}

/** What all services of a project share. */
export interface ServiceContext extends BuildSources, ContainerContext {}

/** The block of a service or job, with short forms that hold further keys written out. */
export function readerOf({ mapping, at, own }: ServiceSource): ServiceReader {
  const entries = new Map(mapping.entries);
  const build = entries.get("build");
  const long = build === undefined ? undefined : asLongForm("context", build.value);
  if (build !== undefined && long !== undefined) entries.set("build", { ...build, value: long });
  for (const key of HARDENING) if (isRefused(key, entries.get(key))) entries.delete(key);
  return new ServiceReader({ ...mapping, entries }, at, own);
}

/** Keys that raise a wall where they are written as Compose takes them. As it does not take them they raise none, and nothing runs. */
const HARDENING = ["user", "cap_drop", "security_opt"];

function isRefused(key: string, entry: Entry | undefined): boolean {
  const schema = keysOfPart("service").get(key);
  return (
    entry !== undefined &&
    entry.value.kind !== "sequence" &&
    schema !== undefined &&
    misfit("service", key, entry.value, schema) !== undefined
  );
}

/** The service or job as the engine would run it: `reader` holds what the engine takes of what is written. `namespaces` have their joins followed. */
export function serviceOf(
  source: ServiceSource,
  { reader, written }: { readonly reader: ServiceReader; readonly written: ServiceReader },
  namespaces: Namespaces,
  context: ServiceContext,
): Container {
  const { kind, name, at, own, partial } = source;
  const build = buildOf(reader, context);
  const declaration = {
    kind,
    name,
    at,
    reader,
    written,
    own,
    namespaces,
    partial,
    ...(build ? { build } : {}),
  };
  return containerOf(declaration, context);
}

/** The names of the services whose volumes a service takes over. */
export function volumesFrom(reader: ServiceReader): readonly { readonly service: string; readonly at: Place }[] {
  return reader.texts("volumes_from").flatMap(({ text, at }) => {
    const service = text.replace(/^service:/, "").split(":")[0] ?? "";
    return text.startsWith("container:") || service === "" ? [] : [{ service, at }];
  });
}
