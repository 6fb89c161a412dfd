import type { CapabilityName } from "../../../server/analysis/facts/capabilities.ts";
import type { ImageRecipe } from "./images.ts";

/** A service to learn about, and what must come out. */
export interface Case extends Omit<ImageRecipe, "tag"> {
  readonly name: string;
  readonly what: string;
  /** Further lines of the service in the Compose file. */
  readonly lines?: readonly string[];
  readonly exercise?: string;
  readonly expected: Expected;
}

export type Expected =
  | { readonly refused: RegExp }
  | {
      readonly capabilities: readonly CapabilityName[];
      /** Undefined where no other user works. */
      readonly user?: string | null;
      /** The tmpfs mounts of a read-only root; undefined where it does not work. */
      readonly tmpfs?: readonly string[];
      readonly noNewPrivileges?: boolean;
    };

/** Ends when it is asked to, as a program of one's own process does. */
const WAIT = "trap 'echo bye; exit 0' TERM; while :; do sleep 1 & wait; done";

/** Writes what the start script becomes. */
function serve(script: string): string {
  return `printf '%s\\n' '#!/bin/sh' "${script}" "${WAIT}" > "$1/serve"; chmod 755 "$1/serve"`;
}

export const CASES: readonly Case[] = [
  {
    name: "database",
    what: "a database with a start script: it gives its data to another user, whom it becomes",
    start: `mkdir -p /data
chmod 700 /data
chown -R db:db /data
echo starting
exec su -s /bin/sh db /serve`,
    volumes: ["/data"],
    setup:
      'mkdir "$1/data"; chown 999:999 "$1/data"; chmod 755 "$1/data"; ' +
      serve("echo row >> /data/table || exit 1; echo ready"),
    expected: { capabilities: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"], tmpfs: [] },
  },
];
