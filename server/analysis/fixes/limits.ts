import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Place } from "../text/span.ts";

/**
 * Limits the container's memory. How much the program needs nobody knows but who runs it: the value is there to be typed over, and the fix is never made
 * without being asked for. Compose refuses `mem_limit` beside another value of `deploy`, so where that key has limits, the new one joins them.
 * Source: https://docs.docker.com/reference/compose-file/services/#mem_limit
 */
export function limitMemory(service: Container): Fix {
  return limit(service, "Limit memory", "mem_limit", "memory", "512m");
}

/** Limits how many processes and threads the container may have at once, in the same way. */
export function limitProcesses(service: Container): Fix {
  return limit(service, "Limit processes", "pids_limit", "pids", 200);
}

/** Puts a number in the place of one that lifts the limit. */
export function limitProcessesAt(at: Place): Fix {
  return {
    title: "Limit processes (200 is a guess: put in what the program needs)",
    safe: false,
    confidence: "low",
    placeholder: "200",
    changes: [{ do: "replace-at", at, value: "200" }],
  };
}

function limit(service: Container, what: string, key: string, part: string, value: string | number): Fix {
  const path = service.source.keys.has("deploy") ? ["deploy", "resources", "limits", part] : [key];
  return {
    title: `${what} (${value} is a guess: put in what the program needs)`,
    safe: false,
    confidence: "low",
    placeholder: String(value),
    changes: [{ do: "set", service: service.key, path, value }],
  };
}
