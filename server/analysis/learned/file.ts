import { DOCKER_DEFAULT } from "../facts/capabilities.ts";
import type { CapabilityName } from "../facts/capability-table.ts";
import { type Failed, type Failing, type Learned, type LearnedTmpfs, ORACLES, PHASES } from "../model/learned.ts";
import { json } from "../text/json.ts";
import { type Printable, shown } from "../text/printable.ts";
import { baseName, directoryOf, inDirectory } from "../text/uri.ts";
import { count, either, entries, list, Misshapen, nullable, object, oneOf, optional, text } from "./shape.ts";

/** The version of the format that this program writes. A file of a later one is not read. */
const EVIDENCE_VERSION = 1;

/** The file that holds what was learned of the services of a project, by the URI of the project's first file. */
export function evidenceUri(composeFile: string): string {
  return inDirectory(directoryOf(composeFile), `.bulkhead/evidence/${encodeURIComponent(baseName(composeFile))}.json`);
}

/** What was learned, by the name of the service. */
export type Evidence = ReadonlyMap<string, Learned>;

/** Longer texts are not read. In UTF-16 code units. */
const LONGEST_FILE = 2_000_000;

/**
 * The evidence that a file holds; undefined for a text that is none, or is of a later version. A service whose part is not of the right shape is left out, so that
 * one mistake costs the evidence of one service.
 */
export function readEvidence(source: string): Evidence | undefined {
  if (source.length > LONGEST_FILE) return undefined;
  try {
    const { services } = FILE(JSON.parse(source));
    return new Map(Object.entries(services).flatMap(([name, one]) => (one ? [[name, one] as const] : [])));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Misshapen) return undefined;
    throw error;
  }
}

/** The text of a file that holds the evidence: services by name, so that a change of one is a change of its lines alone. */
export function writeEvidence(evidence: Evidence): Printable {
  const services = Object.fromEntries([...evidence].sort(([a], [b]) => (a < b ? -1 : 1)));
  return shown`${json({ version: EVIDENCE_VERSION, services }, 2)}\n`;
}

const line = text(300, /^[^\p{Cc}]*$/u);
const path = text(300, /^\/[^\p{Cc}:,$]*$/u);
/** Only what every container of the engine has by default: evidence adds nothing to a container. */
const capabilityName = oneOf<CapabilityName>(DOCKER_DEFAULT);
const failing = object<Failing>({ at: oneOf(PHASES), said: line });
const failed = object<Failed>({ works: oneOf([false]), at: oneOf(PHASES), said: line });
const works = oneOf([true]);
const day = text(10, /^\d{4}-\d{2}-\d{2}$/);
/** Any user but root. */
const user = text(21, /^(?!0+(?::|$))\d{1,10}(?::\d{1,10})?$/);

const LEARNED = object<Learned>({
  from: object<Learned["from"]>({
    image: nullable(line),
    dockerfile: nullable(text(16, /^[0-9a-f]{16}$/)),
    entrypoint: nullable(list(text(4096), 256)),
    command: nullable(list(text(4096), 256)),
    user: nullable(line),
    mounts: list(line, 256),
    variables: list(line, 1024),
  }),
  image: object<Learned["image"]>({
    digests: list(text(80, /^sha256:[0-9a-f]{64}$/), 64),
    layers: text(80, /^sha256:[0-9a-f]{64}$/),
    platform: line,
  }),
  on: object<Learned["on"]>({ date: day, engine: line, mode: line, kernel: line, bulkhead: line }),
  judged: object<Learned["judged"]>({
    phases: list(oneOf(PHASES), PHASES.length),
    oracles: list(oneOf(ORACLES), ORACLES.length),
    exercise: nullable(text(2000)),
    trials: count,
    starts: count,
  }),
  capabilities: nullable(
    object<NonNullable<Learned["capabilities"]>>({
      enough: list(capabilityName, DOCKER_DEFAULT.length),
      without: entries(capabilityName, failing, DOCKER_DEFAULT.length),
    }),
  ),
  noNewPrivileges: nullable(either(object({ works }), failed)),
  user: nullable(either(object({ works, as: user }), failed)),
  readOnly: nullable(
    either(
      object({
        works,
        tmpfs: list(
          object<LearnedTmpfs>({ path, exec: optional(works), uid: optional(count), gid: optional(count) }),
          64,
        ),
      }),
      failed,
    ),
  ),
  written: list(path, 256),
  listens: list(line, 256),
  workers: list(count, 64),
  setuid: list(path, 1024),
  fileCapabilities: list(path, 1024),
  notLearned: list(line, 32),
});

function orNothing(value: unknown): Learned | undefined {
  try {
    return LEARNED(value);
  } catch (error) {
    if (error instanceof Misshapen) return undefined;
    throw error;
  }
}

const FILE = object({ version, services: entries(line, orNothing, 10_000) });

function version(value: unknown): number {
  if (value !== EVIDENCE_VERSION) throw new Misshapen();
  return value;
}
