import { isBakeName } from "../../bake/syntax/detect.ts";
import { commandFileKind } from "../../command/syntax/detect.ts";
import { isComposeName } from "../../compose/syntax/detect.ts";
import { daemonFileKind } from "../../daemon/syntax/detect.ts";
import { isDevContainerName } from "../../devcontainer/syntax/detect.ts";
import { isDockerfileName } from "../../dockerfile/syntax/detect.ts";
import { unitPlace } from "../../quadlet/syntax/detect.ts";
import type { DoorKind } from "../analysis.ts";

/** Whether a file's name says that it is of a kind, by its URI or its path. */
const NAMES: Readonly<Record<DoorKind, (uri: string) => boolean>> = {
  compose: isComposeName,
  dockerfile: isDockerfileName,
  command: (uri) => commandFileKind(uri) !== undefined,
  devcontainer: isDevContainerName,
  quadlet: (uri) => unitPlace(uri) !== undefined,
  daemon: (uri) => daemonFileKind(uri) !== undefined,
  bake: isBakeName,
};

const ALL = Object.values(NAMES);

/** Whether the name of a URI or a path may be that of a file in which containers come about. Some have other names, and some of that name are none. */
export function isNamedAsDoor(uri: string): boolean {
  return ALL.some((isNamed) => isNamed(uri));
}
