import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { markdownTable } from "./markdown-table.ts";

/** Where `npm run test:learn` keeps what it learned, a file for each engine. */
export const RECORDINGS = path.resolve(import.meta.dirname, "../test/engine/learn/recordings");

/** What was learned on one engine. */
export interface LearnedOn {
  /** `Docker 28.5.2`. */
  readonly engine: string;
  /** `rootful`, `rootless` or `userns-remap`. */
  readonly rights: string;
  readonly cgroup: 1 | 2;
  /** The security modules by which it confines containers. */
  readonly lsm: readonly string[];
  /** `6.12`. */
  readonly kernel: string;
  readonly services: Readonly<Record<string, Recorded>>;
}

/** What was learned of a service, or why nothing was. */
export type Recorded = Found | { readonly what: string; readonly refused: string };

interface Found {
  readonly what: string;
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  /** Null where it works as no other user. */
  readonly user: string | null;
  /** The tmpfs mounts of a read-only root; null where it does not work. */
  readonly tmpfs: readonly string[] | null;
  readonly trials: number;
  readonly starts: number;
  readonly seconds: number;
}

const TABLES =
  /(<!-- learned(?<elsewhere> elsewhere)?: made by npm run docs -->\n)[\s\S]*?(<!-- end of learned(?: elsewhere)? -->)/g;

/** The page with the times and numbers of starts that were last measured, and with how other engines differ from the one of the tests. */
export function withMeasurements(page: string): string {
  const files = existsSync(RECORDINGS) ? readdirSync(RECORDINGS).sort() : [];
  const all = files.map((file) => JSON.parse(readFileSync(path.join(RECORDINGS, file), "utf8")) as LearnedOn);
  const [most, ...others] = all.sort((a, b) => sizeOf(b) - sizeOf(a));
  if (most === undefined) return page;
  return page.replace(TABLES, (_, start: string, elsewhere: string | undefined, end: string) => {
    const table = elsewhere === undefined ? tableOf(most) : tableOfOthers(others, most);
    return `${start}\n${table}\n\n${end}`;
  });
}

function sizeOf({ services }: LearnedOn): number {
  return Object.keys(services).length;
}

function tableOf({ services }: LearnedOn): string {
  const rows = Object.entries(services)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, one]) =>
      "refused" in one
        ? []
        : [
            [
              one.what,
              one.capabilities.join(", ") || "none",
              String(one.trials),
              String(one.starts),
              `${one.seconds} s`,
            ],
          ],
    );
  return markdownTable(["service", "capabilities", "copies", "starts", "time"], rows);
}

function tableOfOthers(others: readonly LearnedOn[], most: LearnedOn): string {
  const rows = others.map((one) => {
    const differing = Object.entries(one.services).flatMap(([name, recorded]) => {
      const difference = differenceOf(recorded, most.services[name]);
      return difference === undefined ? [] : [`${recorded.what}: ${difference}`];
    });
    const modules = one.lsm.length === 0 ? "none" : one.lsm.join(", ");
    const words = [one.engine.replace(/\+\S*$/, ""), one.rights, `v${one.cgroup}`, modules, one.kernel];
    return [...words, String(sizeOf(one)), differing.join("; ") || "nothing"];
  });
  const head = ["engine", "rights", "cgroups", "security modules", "Linux", "services", "what came out otherwise"];
  return markdownTable(head, rows);
}

/** In what a result differs from the one of the same service on the engine of the tests. */
function differenceOf(one: Recorded, usual: Recorded | undefined): string | undefined {
  if ("refused" in one) return `not learned (${one.refused})`;
  if (usual === undefined || "refused" in usual) return undefined;
  const differences = [
    said("capabilities", one.capabilities.join(", ") || "none", usual.capabilities.join(", ") || "none"),
    said("another user", one.user ?? "none", usual.user ?? "none"),
    said("read-only root", placesOf(one), placesOf(usual)),
    said("no-new-privileges", one.noNewPrivileges ? "works" : "fails", usual.noNewPrivileges ? "works" : "fails"),
  ].filter((words) => words !== undefined);
  return differences.length === 0 ? undefined : differences.join(", ");
}

function placesOf({ tmpfs }: Found): string {
  return tmpfs === null ? "does not work" : ["works", ...tmpfs].join(" ");
}

function said(what: string, here: string, usually: string): string | undefined {
  return here === usually ? undefined : `${what} ${here} and not ${usually}`;
}
