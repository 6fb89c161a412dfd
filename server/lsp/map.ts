import type { CancellationToken, Connection, Location } from "vscode-languageserver";
import { serviceExtent } from "../analysis/ide/service-extent.ts";
import { buildModel, type Mapped } from "../analysis/map/build-model.ts";
import { columnsFor } from "../analysis/map/layout.ts";
import type { MapLinks } from "../analysis/map/part-group.ts";
import { MAP_STYLE } from "../analysis/map/style.ts";
import { legendSvg, mapSvg } from "../analysis/map/svg.ts";
import { mapTable } from "../analysis/map/table.ts";
import { type View, WHOLE } from "../analysis/map/view.ts";
import { worded } from "../analysis/map/worded.ts";
import type { Limited } from "../analysis/run/load.ts";
import { stageContainer } from "../analysis/run/stage-container.ts";
import type { Place } from "../analysis/text/span.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { Words } from "../analysis/text/words.ts";
import { LARGEST_MAP, tooManyToDraw } from "../limits/budget.ts";
import { whyFailed } from "../limits/failure.ts";
import { rangeOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { IsolationMap, NoMap, RefusedMap } from "./extension-protocol.ts";
import { field, stringIn } from "./fields.ts";
import type { Guard } from "./guard.ts";
import type { Queue } from "./queue.ts";

/**
 * Answers `bulkhead/map` for an open file: `{ uri, width, still, view }`, the width in CSS pixels. A still picture carries its style sheet and no
 * places, for a file of its own, and shows everything. Null where the file is not looked at: it is not open, or not yet. A map has megabytes, so one is
 * made at a time.
 */
export function answerMap(
  connection: Connection,
  guard: Guard,
  queue: Queue,
  limited: Limited,
  documents: Documents,
  words: Words,
): void {
  connection.onRequest<Answer, never>("bulkhead/map", (params: unknown, token: CancellationToken) =>
    guard<Answer>("bulkhead/map", token, null, () =>
      queue.do(async () => {
        if (token.isCancellationRequested) return null;
        const snapshot = await documents.snapshot(stringIn(params, "uri"), token);
        if (!snapshot || token.isCancellationRequested) return null;
        return drawn(snapshot, documents, limited, params, words);
      }),
    ),
  );
}

type Answer = IsolationMap | NoMap | RefusedMap | null;

function drawn(snapshot: Snapshot, documents: Documents, limited: Limited, params: unknown, words: Words): Answer {
  const width = Number(field(params, "width")) || 0;
  const isStill = field(params, "still") === true;
  try {
    return limited(() => {
      const mapped = mappedOf(snapshot);
      const failure = snapshot.failure?.message;
      if (!mapped) return failure === undefined ? { nothing: true } : { refused: failure };
      const why = tooManyToDraw(mapped.what.services.length);
      if (why !== undefined) return { refused: why };
      const view = isStill ? WHOLE : viewIn(params);
      const map = mapAnswer(mapped, snapshot, documents, width, isStill, view, words);
      return map.svg.length + map.table.length > LARGEST_MAP ? { refused: words.say("too large to draw") } : map;
    });
  } catch (error) {
    return { refused: words.say("could not be drawn: {0}", whyFailed(error)) };
  }
}

/** What is to be drawn, and the place to point at where a part has none in a file. */
interface Drawn {
  readonly what: Mapped;
  readonly fallback: Place;
}

function mappedOf(snapshot: Snapshot): Drawn | undefined {
  const { analysis, uri, config } = snapshot;
  if (analysis.project) return { what: analysis.project, fallback: { file: uri, start: 0, end: 0 } };
  const stage = analysis.dockerfile?.stages.at(-1);
  if (!stage) return undefined;
  const name = stage.named ? stage.name : baseName(uri);
  const container = { ...stageContainer(stage, config.engine), name };
  return { what: { services: [container], networks: new Map() }, fallback: stage.at };
}

function mapAnswer(
  { what, fallback }: Drawn,
  snapshot: Snapshot,
  documents: Documents,
  width: number,
  still: boolean,
  view: View,
  words: Words,
): IsolationMap {
  const model = worded(buildModel(what, snapshot.config.engine), words);
  const columns = columnsFor(width);
  const shared = { style: MAP_STYLE, files: filesOf(snapshot) };
  if (still) {
    const svg = mapSvg(model, { columns, styled: true, words });
    return { ...shared, svg, table: "", places: [], legend: "", containers: [] };
  }
  const places: Location[] = [];
  const links = linksTo(places, fallback, snapshot, documents);
  const svg = mapSvg(model, { columns, width, styled: false, links, view, words });
  const table = mapTable(model, links, view, words);
  const legend = legendSvg(Math.max(NARROWEST_LEGEND, width), words);
  return { ...shared, svg, table, places, legend, containers: extentsOf(what, snapshot, documents) };
}

const NARROWEST_LEGEND = 300;

/** What the page asks for; whatever it does not say is as usual. */
function viewIn(params: unknown): View {
  const view = field(params, "view");
  const unfolded = field(view, "unfolded");
  const flipped = field(view, "flipped");
  return {
    query: stringIn(view, "query"),
    ...(typeof unfolded === "boolean" ? { unfolded } : {}),
    flipped: new Set(Array.isArray(flipped) ? flipped.filter((one) => typeof one === "string") : []),
  };
}

/** The whole of each container's declaration in the file itself, and the key of those that stand elsewhere; a Dockerfile's is its final stage. */
function extentsOf({ services }: Mapped, snapshot: Snapshot, documents: Documents): readonly Location[] {
  const { uri, analysis, config, parses } = snapshot;
  const text = snapshot.text(uri) ?? "";
  const file = { uri, text, analysis, config, findings: [], cache: parses, lookup: snapshot.text };
  return services
    .flatMap((service) => [service, ...service.preStart])
    .map((container): Location => {
      const { at } = container;
      const isStage = analysis.dockerfile !== undefined;
      const whole = isStage ? { start: at.start, end: text.length } : (serviceExtent(container, file) ?? at);
      const lines = snapshot.lines(at.file);
      const range = lines ? rangeOf(lines, whole) : NOWHERE;
      return { uri: documents.get(at.file)?.uri ?? at.file, range };
    });
}

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function filesOf({ uri, analysis: { project } }: Snapshot): readonly string[] {
  return project ? [...project.files, ...project.dockerfiles.keys()] : [uri];
}

/** Numbers the places as they come, each once, and collects them in `places`. */
function linksTo(places: Location[], fallback: Place, snapshot: Snapshot, documents: Documents): MapLinks {
  const known = new Map<string, number>();
  const indexOf = (at: Place): number => {
    const lines = snapshot.lines(at.file);
    const place = lines ? at : fallback;
    const key = `${place.start} ${place.end} ${place.file}`;
    const index = known.get(key) ?? places.length;
    const within = lines ?? snapshot.lines(place.file);
    if (index === places.length && within) {
      places.push({ uri: documents.get(place.file)?.uri ?? place.file, range: rangeOf(within, place) });
    }
    known.set(key, index);
    return index;
  };
  return {
    key: (at) => String(indexOf(at)),
    name: (at) => {
      const place = places[indexOf(at)];
      return place ? `${baseName(place.uri)}:${place.range.start.line + 1}` : "";
    },
  };
}
