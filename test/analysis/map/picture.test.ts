import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "mocha";
import { SaxesParser } from "saxes";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { legendEntries } from "../../../server/analysis/map/legend.ts";
import { type MapModel, sectionsOf, spoken } from "../../../server/analysis/map/model.ts";
import { shortened, unitsOf } from "../../../server/analysis/map/shortened.ts";
import { MAP_STYLE, MAP_STYLE_HASH } from "../../../server/analysis/map/style.ts";
import { mapSvg } from "../../../server/analysis/map/svg.ts";
import { mapTable } from "../../../server/analysis/map/table.ts";
import { shownOf, WHOLE } from "../../../server/analysis/map/view.ts";
import { escaped } from "../../../server/analysis/text/markup.ts";
import type { Place } from "../../../server/analysis/text/span.ts";
import { IN_ENGLISH } from "../../../server/analysis/text/words.ts";
import { nameOf } from "../../../server/analysis/walls/opening.ts";
import { composeOf } from "../ide/shown.ts";
import { exampleMap, laidOut, mapFrom } from "./model.ts";

const LINKS = { key: ({ start }: Place) => String(start), name: ({ start }: Place) => `compose.yaml:${start}` };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads markup as XML and throws where it is not well-formed. */
function parse(markup: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    for (const element of open) element.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(markup).close();
  return root;
}

function* all(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* all(child);
}

function byPart(root: Element): ReadonlyMap<string, Element> {
  return new Map(
    [...all(root)].flatMap((one) => (one.attributes["data-part"] ? [[one.attributes["data-part"], one]] : [])),
  );
}

const MODELS: readonly (readonly [string, () => Promise<MapModel>])[] = [
  ["shop", async () => exampleMap("shop")],
  ["hardened shop", async () => exampleMap("shop-hardened")],
  ["empty project", () => mapFrom({ "compose.yaml": "services: {}\n" }, DEFAULT_ENGINE)],
];

describe("isolation map: picture and table", () => {
  for (const [name, model] of MODELS) {
    it(`show the same parts with the same words: ${name}`, async () => {
      const map = await model();
      const picture = byPart(parse(mapSvg(map, { columns: 2, styled: true, links: LINKS })));
      const still = byPart(parse(mapSvg(map, { columns: 2, styled: true })));
      const table = byPart(parse(`<div>${mapTable(map, LINKS)}</div>`));
      const inContainers = shownOf(map, WHOLE).flatMap(({ index }) =>
        sectionsOf(map.containers[index] ?? assert.fail()).flatMap((section) =>
          section.parts.map((part) => [`${index}/${part.id}`, part] as const),
        ),
      );
      const onLanes = map.lanes.map(({ part }) => [`lanes/${part.id}`, part] as const);
      const parts = [...onLanes, ...inContainers];
      assert.equal(new Set(parts.map(([key]) => key)).size, parts.length, "keys are unique");
      const keys = parts.map(([key]) => key);
      assert.deepEqual([...picture.keys()], keys, "the picture has them in the order of the table");
      assert.deepEqual([...table.keys()], keys);
      for (const [key, part] of parts) {
        assert.ok(picture.get(key)?.attributes["aria-label"]?.endsWith(spoken(part)));
        assert.equal(picture.get(key)?.attributes["data-at"], String(part.at.start));
        assert.equal(still.get(key)?.children[0]?.text, spoken(part));
        const row = table.get(key)?.children.map(({ text }) => text);
        assert.deepEqual(row, [nameOf(part), part.word, part.text, `compose.yaml:${part.at.start}`]);
      }
    });
  }

  it("are reached by the keyboard: one stop for each lane and container, and each part can have the focus", () => {
    const map = exampleMap("shop");
    const parts = [...byPart(parse(mapSvg(map, { columns: 1, styled: false, links: LINKS }))).values()];
    assert.ok(parts.every(({ attributes }) => attributes["role"] === "button" && attributes["tabindex"] !== undefined));
    assert.equal(
      parts.filter(({ attributes }) => attributes["tabindex"] === "0").length,
      map.containers.length + map.lanes.length,
    );
  });

  it("name each part by what is to be seen of it, in full and where there is no room for all of it", async () => {
    const long = `/srv/${"long/".repeat(20)}path`;
    const map = await mapFrom(
      { "compose.yaml": composeOf("image: a/b:1", `volumes: ["${long}:/in"]`) },
      DEFAULT_ENGINE,
    );
    const bare = (text: string | undefined) => (text ?? "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    for (const [key, { text, attributes }] of byPart(parse(mapSvg(map, { columns: 1, styled: false, links: LINKS })))) {
      assert.ok(bare(attributes["aria-label"]).startsWith(bare(text)), `${key}: ${text}`);
    }
    const label = byPart(parse(mapSvg(map, { columns: 1, styled: false, links: LINKS }))).get("0/mounts[0]");
    assert.match(label?.attributes["aria-label"] ?? "", /^\/srv\/lon…\S+\/path → \/in read-write: \/srv\/long\/long\//);
  });

  it("are an image with a title where nothing can be clicked", () => {
    const svg = mapSvg(exampleMap("shop"), { columns: 2, styled: true });
    const [root] = parse(svg).children;
    assert.equal(root?.attributes["role"], "img");
    assert.match(root?.attributes["aria-label"] ?? "", /^Isolation map: 6 containers/);
    assert.deepEqual(
      root?.children.slice(0, 3).map(({ name }) => name),
      ["title", "desc", "style"],
    );
    for (const forbidden of ["tabindex", "data-at", "style=", "http://", "https://", "url("]) {
      const without = svg.replace('xmlns="http://www.w3.org/2000/svg"', "").replace(/<style>.*<\/style>/s, "");
      assert.ok(!without.includes(forbidden), forbidden);
    }
    assert.ok(
      !/url\(|@import|https?:/.test(svg.match(/<style>(.*)<\/style>/s)?.[1] ?? "url("),
      "the style loads nothing",
    );
  });

  it("have a style sheet that a policy may name by its hash", () => {
    assert.equal(MAP_STYLE_HASH, `sha256-${createHash("sha256").update(MAP_STYLE).digest("base64")}`);
  });

  it("give each standing and each state a shape of its own, not only a colour", async () => {
    const lines = ["image: acme/web:1", "pid: host", "ipc: container:x", "uts: ${UTS}", "cap_add: [SYS_ADMIN]"];
    const svg = mapSvg(await mapFrom({ "compose.yaml": composeOf(...lines) }, DEFAULT_ENGINE), {
      columns: 1,
      styled: true,
    });
    const parts = byPart(parse(svg));
    const words = ["pid", "net", "ipc", "uts", "user"].map(
      (name) => parts.get(`0/namespaces.${name}`)?.children.at(-1)?.text,
    );
    assert.deepEqual(words, ["host's", "own", "with x", "unknown", "host's"]);
    assert.match(parts.get("0/capabilities.SYS_ADMIN")?.text ?? "", /!$/);
    assert.match(parts.get("0/capabilities.CHOWN")?.text ?? "", /•$/);
    const style = svg.match(/<style>(.*)<\/style>/s)?.[1] ?? "";
    for (const standing of ["open", "joined", "unknown"]) {
      assert.match(style, new RegExp(`\\.${standing} \\.band \\{[^}]*dasharray`));
    }
  });
});

describe("isolation map: hostile names", () => {
  const CONTROL = String.fromCharCode(1);
  const HALF = String.fromCharCode(0xd800);
  const NASTY = `<img src=x onerror=alert(1)> & "quoted" 'single' ]]> ${CONTROL} ${HALF} --> </svg></table>`;

  it("stand as text wherever they come from", async () => {
    const json = JSON.stringify({
      services: {
        [NASTY]: {
          image: `acme/${NASTY}`,
          volumes: [{ type: "bind", source: `/${NASTY}`, target: `/in/${NASTY}` }],
          networks: [NASTY],
          devices: [`/dev/${NASTY}:/dev/x`],
          cap_add: ["SYS_ADMIN"],
        },
        other: { image: "a/b:1", pid: `service:${NASTY}` },
      },
      networks: { [NASTY]: {} },
    });
    const map = await mapFrom({ "compose.yaml": json }, DEFAULT_ENGINE);
    assert.equal(map.containers.length, 2);
    for (const markup of [mapSvg(map, { columns: 2, styled: true, links: LINKS }), mapTable(map, LINKS)]) {
      const names = [...all(parse(`<div>${markup}</div>`))].map(({ name }) => name);
      assert.ok(!names.includes("img"));
      assert.ok(!["<img", CONTROL, HALF].some((text) => markup.includes(text)));
      assert.ok(markup.includes("&#60;img src=x onerror=alert(1)&#62;"));
    }
  });

  it("lose only what XML cannot hold, and what would turn them round", () => {
    assert.equal(escaped(`a<b>&"'\u0000${HALF}\u{1F512}\t`), "a&#60;b&#62;&#38;&#34;&#39;\uFFFD\uFFFD\u{1F512}&#9;");
    assert.equal(escaped("\u202Egnp.exe \u05E9"), "\uFFFDgnp.exe \u05E9");
  });

  it("are cut in their middle and never within a character", () => {
    const lock = "\u{1F512}";
    const family = "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}";
    const cut = (text: string, most: number) => shortened(text, most, "monospaced");
    assert.equal(cut("short", 5), "short");
    assert.equal(cut("/home/me/projects/shop/data", 12), "/ho…hop/data");
    assert.equal(cut(lock.repeat(9), 7), `${lock}…${lock}${lock}`);
    assert.equal(cut(family.repeat(9), 7), `${family}…${family}${family}`);
    assert.equal(cut(`${"a".repeat(10_000_000)}b`, 4), "a…ab");
  });

  it("are cut sooner where their characters are wider", () => {
    for (const name of ["漢".repeat(30), "W".repeat(30), "authentication-and-authorization-service"]) {
      const shown = shortened(name, 26, "proportional");
      assert.ok(unitsOf(shown, "proportional") <= 26 && shown.includes("…"), shown);
    }
    assert.equal(shortened("W".repeat(10), 10, "monospaced"), "W".repeat(10));
  });
});

describe("isolation map: the picture's frame", () => {
  const frames: readonly (readonly [string, string])[] = [
    ["no service", "services: {}\n"],
    ["one service that nothing leads to", "services: {a: {image: b/c:1}}\n"],
    ["two services", "services: {a: {image: b/c:1, ports: ['80:80']}, d: {image: b/c:1}}\n"],
  ];
  for (const [name, text] of frames) {
    it(`holds the legend: ${name}`, async () => {
      const map = await mapFrom({ "compose.yaml": text }, DEFAULT_ENGINE);
      const { host, legend, boxes } = laidOut(map, 2);
      const last = legendEntries(legend.width, IN_ENGLISH).at(-1);
      assert.ok(last && legend.y + last.y + 16 <= host.y + host.height, "the last row lies within the host");
      assert.ok(boxes.every((box) => box.y + box.height < legend.y));
    });
  }

  it("says in the picture and in the table that there is no service", async () => {
    const map = await mapFrom({ "compose.yaml": "services: {}\n" }, DEFAULT_ENGINE);
    for (const markup of [mapSvg(map, { columns: 1, styled: true }), mapTable(map, LINKS)]) {
      assert.ok(parse(`<div>${markup}</div>`).text.includes("The project has no services."));
    }
  });

  it("does not take the reason for an unknown image for an image", async () => {
    const images = async (line: string) =>
      (await mapFrom({ "compose.yaml": composeOf(line) }, DEFAULT_ENGINE)).containers[0]?.image;
    assert.equal(await images("image: ''"), "no image");
    assert.equal(await images("image: acme/web:${TAG}"), "image ${TAG}");
  });
});
