import type { Failing, Learned } from "../../analysis/model/learned.ts";
import { type Printable, printable, shown } from "../../analysis/text/printable.ts";

/** What was learned of a service, for people. */
export function linesOf(name: string, learned: Learned): Printable {
  const { capabilities, noNewPrivileges, user, readOnly, judged, notLearned } = learned;
  const lines = [
    capabilities === null
      ? "capabilities: not tried"
      : `capabilities: ${capabilities.enough.join(", ") || "none needed"}`,
    ...Object.entries(capabilities?.without ?? {}).map(
      ([one, failing]) => `  without ${one}: ${failingWords(failing)}`,
    ),
    `no-new-privileges: ${worksWords(noNewPrivileges)}`,
    `another user: ${user?.works ? user.as : worksWords(user)}`,
    `read-only root: ${readOnly?.works ? readOnlyWords(readOnly.tmpfs) : worksWords(readOnly)}`,
    ...notLearned.map((one) => `not shown: ${one}`),
    `${judged.trials} copies, ${judged.starts} starts; judged by ${judged.oracles.join(", ")}`,
  ];
  let text = shown`${printable(name)}\n`;
  for (const line of lines) text = shown`${text}  ${printable(line)}\n`;
  return text;
}

function worksWords(result: { readonly works: true } | ({ readonly works: false } & Failing) | null): string {
  if (result === null) return "not tried";
  return result.works ? "works" : failingWords(result);
}

function failingWords({ at, said }: Failing): string {
  return `fails at ${at}: ${said}`;
}

function readOnlyWords(tmpfs: readonly { readonly path: string; readonly exec?: true }[]): string {
  if (tmpfs.length === 0) return "works";
  return `works with a tmpfs at ${tmpfs.map(({ path, exec }) => (exec ? `${path} (exec)` : path)).join(", ")}`;
}

/** What is otherwise than it was written, in sentences without their full stop; empty where nothing that a fix rests on is. */
export function changesBetween(before: Learned, now: Learned): readonly string[] {
  const changes: string[] = [];
  const compare = (what: string, then: unknown, today: unknown): void => {
    if (JSON.stringify(then) !== JSON.stringify(today))
      changes.push(`${what}: ${brief(then)} before, ${brief(today)} now`);
  };
  compare("image", before.image, now.image);
  compare("what it is made of", before.from, now.from);
  compare("capabilities that are enough", before.capabilities?.enough, now.capabilities?.enough);
  compare("no-new-privileges works", before.noNewPrivileges?.works, now.noNewPrivileges?.works);
  compare("another user", before.user?.works ? before.user.as : false, now.user?.works ? now.user.as : false);
  compare(
    "read-only root",
    before.readOnly?.works ? before.readOnly.tmpfs : false,
    now.readOnly?.works ? now.readOnly.tmpfs : false,
  );
  return changes;
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 300);
}
