import type { Container } from "../../model/container.ts";
import type { InputError } from "../../model/project.ts";
import type { Place } from "../../text/span.ts";
import type { Entry, Mapping } from "../../yaml/tree.ts";
import { asLongForm } from "../syntax/long-forms.ts";
import { ServiceReader } from "../syntax/service-reader.ts";
import { type BuildSources, buildOf } from "./build.ts";
import { type ContainerContext, containerOf } from "./container.ts";
import { type Namespaces, namespacesOf } from "./namespaces.ts";

/** A service's merged mapping and where it stands in the file that is looked at. */
export interface ServiceSource {
  readonly name: string;
  readonly mapping: Mapping;
  readonly at: Place;
  /** The service's block in that file. */
  readonly own: Place;
  /** Whether the file is one that others are laid under, so that a service without an image is defined elsewhere. */
  readonly partial: boolean;
}

/** What all services of a project share. */
export interface ServiceContext extends BuildSources, ContainerContext {
  report(inputError: InputError): void;
}

/** The block of a service, with short forms that hold further keys written out. */
export function readerOf({ mapping, at, own }: ServiceSource): ServiceReader {
  const build = mapping.entries.get("build");
  const long = build === undefined ? undefined : asLongForm("context", build.value);
  if (build === undefined || long === undefined || long === build.value) return new ServiceReader(mapping, at, own);
  const entries = new Map(mapping.entries).set("build", { ...build, value: long });
  return new ServiceReader({ ...mapping, entries }, at, own);
}

/** The service as the engine would run it. `namespaces` have their joins followed. */
export function serviceOf(
  source: ServiceSource,
  reader: ServiceReader,
  namespaces: Namespaces,
  context: ServiceContext,
): Container {
  const { name, at, own, partial } = source;
  const build = buildOf(reader, context);
  const declaration = {
    kind: "service" as const,
    name,
    at,
    reader,
    own,
    namespaces,
    partial,
    ...(build ? { build } : {}),
  };
  const service = containerOf(declaration, context);
  return { ...service, preStart: preStartOf(service, source, reader, context) };
}

/** The keys of a service that its `pre_start` containers take over. */
const TAKEN_OVER = ["volumes", "secrets", "configs", "use_api_socket", "networks", "network_mode"];

/**
 * A `pre_start` container takes over the service's volumes and network and nothing else: no user, no limits, no hardening, no tmpfs.
 * So it is from Compose 5.3 to 5.5, as the source says; since 5.6 it inherits every key that it does not set itself.
 * Source: https://github.com/docker/compose/blob/v5.5.0/pkg/compose/pre_start.go
 */
function preStartOf(
  service: Container,
  { own }: ServiceSource,
  reader: ServiceReader,
  context: ServiceContext,
): readonly Container[] {
  return reader.items("pre_start").flatMap(({ node }, index) => {
    if (node.kind !== "mapping") return [];
    const at = [...node.entries.values()][0]?.key ?? node.at;
    const written = new ServiceReader(node, at, own);
    const whole = new ServiceReader({ ...node, entries: withTakenOver(node, reader, at) }, at, own);
    const nothing = new ServiceReader({ ...node, entries: new Map() }, at, own);
    const declaration = {
      kind: "pre_start" as const,
      name: `${service.name}/pre_start[${index}]`,
      at,
      reader: whole,
      written,
      own,
      namespaces: { ...namespacesOf(nothing, context.engine), net: service.namespaces.net },
      image: service.image,
      partial: false,
    };
    return [containerOf(declaration, context)];
  });
}

function withTakenOver({ entries }: Mapping, reader: ServiceReader, via: Place): Mapping["entries"] {
  const whole = new Map<string, Entry>(entries);
  for (const key of TAKEN_OVER) {
    const entry = reader.mapping.entries.get(key);
    if (entry !== undefined) whole.set(key, { ...entry, via });
  }
  return whole;
}

/** The names of the services whose volumes a service takes over. */
export function volumesFrom(reader: ServiceReader): readonly { readonly service: string; readonly at: Place }[] {
  return reader.texts("volumes_from").flatMap(({ text, at }) => {
    const service = text.replace(/^service:/, "").split(":")[0] ?? "";
    return text.startsWith("container:") || service === "" ? [] : [{ service, at }];
  });
}
