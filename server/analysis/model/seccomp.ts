/** What a seccomp profile's file says, as far as it decides which system calls are open. */
export type SeccompProfile =
  | {
      readonly state: "read";
      /** Whether a system call that no rule names is allowed. */
      readonly allowsByDefault: boolean;
      /** The system calls that are allowed whatever capabilities and arguments they come with. */
      readonly allowed: ReadonlySet<string>;
      /** Those that a rule denies or asks about; they count where all others are allowed. */
      readonly restricted: ReadonlySet<string>;
    }
  | { readonly state: "missing" }
  | { readonly state: "invalid" };

/**
 * Reads a profile in Docker's form. A rule with conditions on capabilities, architectures, kernels or arguments is none of those that always hold.
 * Source: https://github.com/moby/profiles/blob/main/seccomp/seccomp.go
 */
export function parseSeccompProfile(text: string): SeccompProfile {
  const root = objectOf(parsed(text));
  const action = root?.["defaultAction"];
  if (!root || typeof action !== "string") return { state: "invalid" };
  const allowed = new Set<string>();
  const restricted = new Set<string>();
  for (const rule of listOf(root["syscalls"])) {
    const entry = objectOf(rule);
    if (!entry) continue;
    const names = [...listOf(entry["names"]), entry["name"]].filter((name) => typeof name === "string");
    const into = !allows(entry["action"]) ? restricted : isUnconditional(entry) ? allowed : undefined;
    for (const name of names) into?.add(name);
  }
  return { state: "read", allowsByDefault: allows(action), allowed, restricted };
}

function allows(action: unknown): boolean {
  return action === "SCMP_ACT_ALLOW" || action === "SCMP_ACT_LOG";
}

function isUnconditional(rule: Readonly<Record<string, unknown>>): boolean {
  const includes = objectOf(rule["includes"]);
  const conditions = [rule["args"], includes?.["caps"], includes?.["arches"]];
  return conditions.every((list) => listOf(list).length === 0) && includes?.["minKernel"] === undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
