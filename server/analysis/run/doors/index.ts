import { bakeReader } from "./bake.ts";
import { commandReader } from "./command.ts";
import { composeReader } from "./compose.ts";
import { daemonReader } from "./daemon.ts";
import { devContainerReader } from "./devcontainer.ts";
import { dockerfileEntryReader } from "./dockerfile.ts";
import type { DoorReader } from "./door-reader.ts";
import { quadletReader } from "./quadlet.ts";

/** All kinds of files in which containers come about, in the order in which they are asked: the first that takes a file has it, and Compose leaves none. */
export const DOOR_READERS: readonly DoorReader[] = [
  dockerfileEntryReader,
  quadletReader,
  devContainerReader,
  daemonReader,
  bakeReader,
  commandReader,
  composeReader,
];
