import { remembered } from "./remembered.ts";

/** Linux takes no longer path (PATH_MAX, https://man7.org/linux/man-pages/man3/realpath.3.html), and one that is longer is nothing to look up. */
const LONGEST = 4096;

/**
 * The one spelling under which the tables know a host path; undefined for what is no absolute path.
 * Repeated and trailing slashes, `.` and `..` are resolved; `/var/run` is `/run`; any user's home directory, and what lies
 * beneath root's, starts with `~`; `/run/user/1000` and `$XDG_RUNTIME_DIR` are `/run/user/<uid>`; a Windows drive is `C:`.
 */
export const hostPathForm = remembered((path): string | undefined => {
  if (path.length > LONGEST) return undefined;
  const segments = resolvedSegments(path.replaceAll("\\", "/"));
  if (!segments) return undefined;
  const known = withoutAliases(segments);
  const [first = "", second, third] = known;
  if (first === "~") return known.join("/");
  if (isDrive(first)) return [first.toUpperCase(), ...known.slice(1)].join("/");
  if ((first === "home" || first === "Users") && second !== undefined) return ["~", ...known.slice(2)].join("/");
  if (first === "root" && second !== undefined) return ["~", ...known.slice(1)].join("/");
  if (first === "run" && second === "user" && third !== undefined)
    return ["/run/user/<uid>", ...known.slice(3)].join("/");
  return `/${known.join("/")}`;
});

/** The directory that holds the path in the spelling of `hostPathForm`; undefined for a root. */
export function parentForm(form: string): string | undefined {
  const slash = form.lastIndexOf("/");
  if (slash > 0) return form.slice(0, slash);
  return slash === 0 && form !== "/" ? "/" : undefined;
}

const VARIABLES: ReadonlyMap<string, readonly string[]> = new Map([
  ["$HOME", ["~"]],
  [`\${HOME}`, ["~"]],
  ["$XDG_RUNTIME_DIR", ["run", "user", "<uid>"]],
  [`\${XDG_RUNTIME_DIR}`, ["run", "user", "<uid>"]],
]);

function resolvedSegments(path: string): string[] | undefined {
  const [head = "", ...tail] = path.split("/");
  const start = VARIABLES.get(head) ?? (head.startsWith("~") ? ["~"] : isDrive(head) ? [head] : undefined);
  if (head !== "" && !start) return undefined;
  if (head === "" && tail.length === 0) return undefined;
  const segments = [...(start ?? [])];
  for (const segment of tail) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments;
}

/** Other names of the same directories: macOS keeps /var beneath /private, and a Windows drive is seen under /mnt or /host_mnt. */
function withoutAliases(segments: readonly string[]): readonly string[] {
  const [first = "", second = "", third = ""] = segments;
  if (first === "private" && ["var", "etc", "tmp"].includes(second)) return withoutAliases(segments.slice(1));
  if (first === "var" && second === "run") return ["run", ...segments.slice(2)];
  if (first === "var" && second === "home") return ["home", ...segments.slice(2)];
  if ((first === "mnt" || first === "host_mnt") && /^[A-Za-z]$/.test(second)) {
    return withoutAliases([`${second}:`, ...segments.slice(2)]);
  }
  if ((isDrive(first) || /^[A-Za-z]$/.test(first)) && second.toLowerCase() === "users") {
    return third === "" ? ["Users"] : ["Users", ...segments.slice(2)];
  }
  return segments;
}

function isDrive(segment: string): boolean {
  return /^[A-Za-z]:$/.test(segment);
}
