import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parse } from "yaml";
import type { Written } from "../../../server/analysis/model/change.ts";
import { nodeAt } from "../../../server/analysis/yaml/tree.ts";
import { type Sample, type Service, samples, type Value } from "./compose-layout.ts";
import { append, type ChangeIn, composeFile, edited, remove, set } from "./edit-case.ts";

/** Layouts that each law is tried on. */
const RUNS = { numRuns: 400 };

interface Trial {
  readonly change: ChangeIn;
  /** What the service `web` has to be afterwards. */
  readonly meant: (web: Service) => Service;
}

const values: fc.Arbitrary<Exclude<Written, object>> = fc.oneof(
  fc.boolean(),
  fc.integer({ min: 0, max: 9999 }),
  fc.constantFrom(
    "1000:1000",
    "1000",
    "no",
    "127.0.0.1:80:80",
    "a: b",
    "#",
    "",
    "a'b",
    'a"b',
    "x, y",
    "[",
    "ü",
    "line\nbreak",
    "${X}",
  ),
);
const entries = fc.constantFrom("ALL", "NET_ADMIN", "no", "127.0.0.1:80:80", "a b", "/tmp:rw,size=1", "a: b", "'");
const comments = fc.option(fc.constantFrom("why", "a: 'b"), { nil: undefined });

/** Changes of keys; made twice, they come to the same as made once. */
const settings: fc.Arbitrary<Trial> = fc.oneof(
  fc
    .tuple(fc.constantFrom("read_only", "user", "image", "pids_limit", "command"), values, comments)
    .map(([key, value, comment]) => ({
      change: set(key, value, comment),
      meant: (web: Service) => ({ ...web, [key]: value }),
    })),
  fc
    .tuple(fc.constantFrom("cap_drop", "cap_add", "ports"), fc.uniqueArray(entries, { minLength: 1, maxLength: 3 }))
    .map(([key, items]) => ({
      change: set(key, items),
      meant: (web: Service) => ({ ...web, [key]: items }),
    })),
  fc
    .tuple(
      fc.constantFrom("cap_drop", "cap_add", "ports"),
      fc.uniqueArray(entries, { minLength: 1, maxLength: 3 }),
      comments,
    )
    .map(([key, items, comment]) => ({
      change: append(key, items, comment),
      meant: (web: Service) => ({ ...web, [key]: [...new Set([...listOf(web[key]), ...items])] }),
    })),
  fc.tuple(values, comments).map(([value, comment]) => ({
    change: set("deploy.resources.limits.memory", value, comment),
    meant: (web: Service) => ({ ...web, deploy: { resources: { limits: { ...limitsOf(web), memory: value } } } }),
  })),
  fc.constantFrom("user", "cap_add", "environment", "volumes", "deploy", "command").map((key) => ({
    change: remove(key),
    meant: (web: Service) => Object.fromEntries(Object.entries(web).filter(([name]) => name !== key)),
  })),
);

const atPlaces: fc.Arbitrary<Trial> = fc.oneof(
  fc.tuple(fc.constantFrom("cap_add", "ports", "volumes"), fc.nat(3)).map(([key, index]) => ({
    change: removeItem(key, index),
    meant: (web: Service) => withoutItem(web, key, index),
  })),
  fc.constantFrom("redis:7", "1", "a: b", "x, y", "it's", "").map((value) => ({
    change: replaceImage(value),
    meant: (web: Service) => ({ ...web, image: value }),
  })),
);

const trials = fc.oneof(settings, atPlaces);

/** What may befall a text while somebody types. */
const breakages = fc.array(
  fc.record({
    at: fc.nat(2000),
    cut: fc.nat(3),
    put: fc.constantFrom(
      "",
      "\n",
      "\t",
      " ",
      ":",
      "- ",
      " #",
      "[",
      "}",
      "&a ",
      "*a",
      "<<: *shared",
      "'",
      '"',
      "|",
      "!x ",
      "? ",
      "\r",
      "---\n",
      ",",
      "\0",
      "\u2028",
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Removes an item by its place; where there is none, nothing. */
function removeItem(key: string, index: number): ChangeIn {
  return (file) => {
    const list = nodeAt(file.documents[0]?.root, "services", "web", key);
    const at = list?.kind === "sequence" ? list.items[index]?.value.at : undefined;
    return at === undefined ? remove("nothing")(file) : { do: "remove-at", at };
  };
}

function withoutItem(web: Service, key: string, index: number): Service {
  const list = listOf(web[key]);
  const left = list.filter((_, other) => other !== index);
  if (left.length === list.length) return web;
  const others = Object.entries(web).filter(([name]) => name !== key);
  return Object.fromEntries(left.length > 0 ? [...others, [key, left]] : others);
}

function replaceImage(value: string): ChangeIn {
  return (file) => {
    const image = nodeAt(file.documents[0]?.root, "services", "web", "image");
    assert.ok(image);
    return { do: "replace-at", at: image.at, value };
  };
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function limitsOf(web: Service): object {
  return web["deploy"] === undefined ? {} : { cpus: "1" };
}

describe("laws of edits", () => {
  it("the samples mean what they are said to mean", () => {
    fc.assert(
      fc.property(samples, (sample) => {
        assert.deepEqual(composeFile(sample.text).inputErrors, []);
        assert.deepEqual(servicesIn(sample.text), sample.services);
      }),
      RUNS,
    );
  });

  it("the result means what was meant, for another reader of YAML too", () => {
    let refused = 0;
    fc.assert(
      fc.property(samples, trials, (sample, { change, meant }) => {
        const result = edited(sample.text, change);
        if (result === undefined) {
          refused++;
          return;
        }
        const { web } = sample.services;
        assert.deepEqual(servicesIn(result), { ...sample.services, web: meant(web ?? {}) });
      }),
      RUNS,
    );
    console.log(`      ${RUNS.numRuns - refused} offered, ${refused} refused`);
    assert.ok(refused < RUNS.numRuns / 20, `${refused} of ${RUNS.numRuns} were refused`);
  });

  it("all lines outside the service stay as they are", () => {
    held(samples, trials, (sample, result) => {
      const [head, tail] = around(sample.text);
      assert.ok(result.startsWith(head), "the lines before the service differ");
      assert.ok(result.endsWith(tail), "the lines behind the service differ");
    });
  });

  it("every comment is still there", () => {
    held(samples, trials, (sample, result) => {
      for (const [comment] of sample.text.matchAll(/# c[0-9]+\./g))
        assert.ok(result.includes(comment), `${comment} is gone`);
    });
  });

  it("line breaks stay of one kind, and the last one stays or stays away", () => {
    held(samples, trials, (sample, result) => {
      if (sample.text.includes("\r\n")) assert.doesNotMatch(result, /(?<!\r)\n/);
      else assert.doesNotMatch(result, /\r/);
      assert.equal(result.endsWith("\n"), sample.text.endsWith("\n"));
      assert.equal(result.startsWith("\u{FEFF}"), sample.text.startsWith("\u{FEFF}"));
    });
  });

  it("making a change twice is making it once", () => {
    fc.assert(
      fc.property(samples, settings, (sample, { change }) => {
        const once = edited(sample.text, change);
        if (once !== undefined) assert.equal(edited(once, change), once);
      }),
      RUNS,
    );
  });

  it("a key that is set and removed again leaves the file as it was", () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const result = edited(
          sample.text,
          set("cap_drop", ["ALL"]),
          set("x-limits.memory", "1g"),
          remove("cap_drop"),
          remove("x-limits.memory"),
        );
        assert.equal(result, sample.text);
      }),
      RUNS,
    );
  });

  it("a text that is broken anywhere is read without an error, and edited only where it is whole", () => {
    fc.assert(
      fc.property(samples, breakages, trials, (sample, broken, { change }) => {
        const text = broken.reduce((left, { at, cut, put }) => {
          const start = at % (left.length + 1);
          return left.slice(0, start) + put + left.slice(start + cut);
        }, sample.text);
        const file = composeFile(text);
        for (const { at } of file.inputErrors) assert.doesNotMatch(text.slice(at.start, at.end), /[\r\n]/);
        if (nodeAt(file.documents[0]?.root, "services", "web", "image") === undefined) return;
        const result = edited(text, change);
        if (file.broken) assert.equal(result, undefined);
        else if (result !== undefined) assert.deepEqual(composeFile(result).inputErrors, []);
      }),
      RUNS,
    );
  });
});

/** Holds for every sample and trial that is not refused. */
function held(
  all: fc.Arbitrary<Sample>,
  changes: fc.Arbitrary<Trial>,
  law: (sample: Sample, result: string) => void,
): void {
  fc.assert(
    fc.property(all, changes, (sample, { change }) => {
      const result = edited(sample.text, change);
      if (result !== undefined) law(sample, result);
    }),
    RUNS,
  );
}

/** The services as the `yaml` package itself reads them, without what the shared mapping gives. */
function servicesIn(text: string): Record<string, Service> {
  const { services } = parse(text, { merge: true }) as { services: Record<string, Record<string, Value>> };
  for (const service of Object.values(services)) delete service["labels"];
  return services;
}

/** The lines before the service `web` and those from the key of the next service on. */
function around(text: string): readonly [string, string] {
  const file = composeFile(text);
  const services = nodeAt(file.documents[0]?.root, "services");
  assert.ok(services?.kind === "mapping");
  const lineOf = (name: string): number => text.lastIndexOf("\n", services.entries.get(name)?.key.start ?? 0) + 1;
  return [text.slice(0, lineOf("web")), text.slice(lineOf("after"))];
}
