import type { Build, Container, ContainerSource, InvalidValue } from "../../model/container.ts";
import type { ImageRef } from "../../model/image.ts";
import type { Setting } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";
import type { Namespaces } from "./namespaces.ts";

/** What declares a container: a service, a job, an entry of `pre_start`, a stage that is run by itself. */
export interface Declaration extends Pick<Container, "kind" | "name" | "at"> {
  /** All that decides the container, with what it takes over from elsewhere. */
  readonly reader: ServiceReader;
  /** What stands in the declaration itself, where that is less. */
  readonly written?: ServiceReader;
  /** The declaration's own place: what stands inside of it is written there, all else is inherited. */
  readonly own: Place;
  /** With their joins followed. */
  readonly namespaces: Namespaces;
  readonly build?: Build;
  /** The image that runs where the declaration names none. */
  readonly image?: Setting<ImageRef | null>;
  /** Whether the file is one that others are laid under, so that a service without an image is defined elsewhere. */
  readonly partial: boolean;
  /** What else decides the container and is not known, in words: `$OPTIONS`; left out where nothing does. */
  readonly unknownPart?: string;
  /** The network of a container that names none; left out for `default`, which is the project's. */
  readonly network?: string;
  /** Values that the program which reads the declaration refuses or ignores, in place of those that Compose does. */
  readonly invalidValues?: readonly InvalidValue[];
  /** See `Container.asked`. */
  readonly asked?: Setting<string>;
  /** Left out for what stays; see `Container.lasts`. */
  readonly lasts?: boolean;
  /** Left out for what is run as it is written; see `Container.isExample`. */
  readonly isExample?: boolean;
  /** See `ContainerSource.within`. */
  readonly within?: Place;
  /** Hardening that was lost on the way, where the reader's mapping cannot tell of it. */
  readonly lost?: ContainerSource["lost"];
}
