import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { triedOf } from "../../../scripts/images.ts";
import { EVIDENCE, type Evidence } from "../../../server/analysis/facts/evidence.ts";
import { ASPECTS, type Aspect, type Image, type Source, type When } from "../../../server/analysis/facts/image.ts";
import { IMAGES } from "../../../server/analysis/facts/image-list.ts";
import { imageProfile, profileOf } from "../../../server/analysis/facts/image-profiles.ts";
import { TRIED_IMAGES } from "../../../server/analysis/facts/tried-images.ts";
import { UNREAD_IMAGES } from "../../../server/analysis/facts/unread-images.ts";
import { shownProofs } from "../../engine/capabilities/page.ts";

/** A tag that each image, and each of its variants, is looked up with. */
function tagsOf({ versions, variants = [] }: Image): readonly string[] {
  return [
    versions?.behind ? versions.to : "latest",
    ...variants.flatMap(({ tags: { word, from } }) => word ?? from ?? []),
  ];
}

describe("images: every file is complete", () => {
  it("and is in the list", () => {
    const files = readdirSync(new URL("../../../server/analysis/facts/images", import.meta.url));
    assert.equal(IMAGES.length, files.length, "Run: npm run docs");
  });

  it("and no name stands in two of them", () => {
    const names = IMAGES.flatMap((image) => image.names);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  for (const image of IMAGES) {
    it(image.names[0] ?? "an image without a name", () => {
      assert.ok(image.names.length > 0);
      for (const name of image.names) {
        assert.match(name, /^[a-z0-9][\w.-]*(?:\/[\w.-]+)*(?:\/\*)?$/, name);
        assert.doesNotMatch(name, /^(?:docker\.io|library)\//, "a name of Docker Hub carries no registry");
      }
      assert.match(image.looked, /^20\d\d-(?:0[1-9]|1[0-2])$/);
      const flavours = image.flavours === "any" ? [] : image.flavours;
      for (const flavour of flavours) assert.match(flavour, /^[A-Za-z_]+$/, "a word without digits and dots");
      sourcesAreInForm(image.sources);
      for (const { tags, has, sources } of image.variants ?? []) {
        assert.ok(Object.keys(tags).length > 0, "a variant is for some tags only");
        assert.ok(Object.keys(has).length > 0, "a variant has something otherwise");
        sourcesAreInForm(sources);
      }
      for (const part of [image, ...(image.variants ?? []).map(({ has }) => has)]) isInForm(part);
    });
  }
});

function sourcesAreInForm(sources: readonly Source[]): void {
  const told = sources.flatMap(({ tells }) => tells);
  assert.equal(new Set(told).size, told.length, "each aspect is told of by one line, so that each line counts");
  for (const source of sources) {
    assert.ok(source.tells.length > 0, "a line tells of something");
    if ("documented" in source) assert.match(source.documented, /^https:\/\/\S+$/);
    else {
      assert.match(source.read, /^(?:[\w.-]+\/[\w.-]+|https:\/\/\S+)$/);
      assert.match(source.commit, /^[0-9a-f]{40}$/);
      assert.ok(source.paths.length > 0);
    }
  }
}

function isInForm(part: Partial<Image>): void {
  const { writes, asRoot, asUser, runAs, ports, purpose, secrets, notes = [] } = part;
  for (const one of listOf(writes)) {
    assert.match(one.path, /^\/[a-z]/, "a whole path, as images have them");
    assert.doesNotMatch(one.path, /\/$|\/\/|\/\.\.?(?:\/|$)/, one.path);
    if (one.exec ?? one.owner) assert.equal(one.becomes, "tmpfs", `${one.path}: options are for a tmpfs`);
    conditionIsInForm(one.when);
  }
  for (const need of [...listOf(asRoot), ...listOf(asUser), ...listOf(part.gains)]) {
    isClause(need.why);
    conditionIsInForm(need.when);
  }
  if (typeof runAs === "object" && runAs !== null)
    for (const { when, why } of runAs.unless ?? []) {
      isClause(why);
      conditionIsInForm(when);
    }
  for (const { port, when } of listOf(ports)) {
    assert.ok(Number.isInteger(port) && port > 0 && port < 65_536);
    conditionIsInForm(when);
  }
  for (const { why, instead, when } of listOf(purpose)) {
    isClause(why);
    if (instead !== undefined) assert.match(instead, /^[A-Z`].*\.$/s, "a sentence");
    conditionIsInForm(when);
  }
  for (const { variable, file } of listOf(secrets))
    for (const name of [variable, ...(file === undefined ? [] : [file])]) assert.match(name, /^\w+$/);
  for (const note of notes) assert.match(note, /[.)]$/, "a sentence");
}

function listOf<T>(list: readonly T[] | "unknown" | undefined): readonly T[] {
  return list === undefined || list === "unknown" ? [] : list;
}

/** It ends a sentence: "CHOWN gives its data to postgres". */
function isClause(text: string): void {
  assert.match(text, /^[a-z`/_"].*[^.\s]$|^[A-Z]{2,}.*[^.\s]$/s, text);
}

function conditionIsInForm(when: When | undefined): void {
  if (when === undefined) return;
  if ("variable" in when) assert.match(when.variable, /^\w+$/);
  else if ("mounted" in when) assert.match(when.mounted, /^\/./);
  else if ("not" in when) conditionIsInForm(when.not);
  else if ("any" in when) when.any.forEach(conditionIsInForm);
  else if ("all" in when) when.all.forEach(conditionIsInForm);
}

const rank = (evidence: Evidence): number => EVIDENCE.indexOf(evidence);

describe("images: what is known rests on where it was seen", () => {
  for (const image of IMAGES) {
    it(`${image.names[0]}: each line that is deleted makes something less known`, () => {
      for (const [index, line] of image.sources.entries()) {
        const without = { ...image, sources: image.sources.filter((_, other) => other !== index) };
        const tags = tagsOf(image).filter((tag) => line.tells.some((one) => isLess(image, without, tag, one)));
        assert.notEqual(tags.length, 0, JSON.stringify(line));
      }
      for (const [index, variant] of (image.variants ?? []).entries()) {
        for (const line of variant.sources) {
          const sources = variant.sources.filter((one) => one !== line);
          const variants = image.variants?.map((one, other) => (other === index ? { ...one, sources } : one)) ?? [];
          const tag = variant.tags.word ?? variant.tags.from ?? `${variant.tags.before === undefined ? "" : "0.1"}`;
          const lookedAt = { ...image, versions: null };
          const less = line.tells.some((one) => isLess(lookedAt, { ...lookedAt, variants }, tag, one));
          assert.ok(less, `${JSON.stringify(variant.tags)}: ${JSON.stringify(line)}`);
        }
      }
    });
  }

  it("and each result that is deleted does, where it is what is known today", () => {
    const proofs = shownProofs();
    for (const proof of proofs) {
      const [name = "", tag = "latest"] = proof.image.split(":");
      const image = IMAGES.find(({ names }) => names.includes(name));
      assert.ok(image, proof.image);
      const left = triedOf(proofs.filter((one) => one.image !== proof.image));
      const now = profileOf(image, tag, TRIED_IMAGES).evidence;
      const then = profileOf(image, tag, left).evidence;
      for (const aspect of ASPECTS) if (now[aspect] === "tried") assert.ok(rank(then[aspect]) < rank("tried"), name);
    }
  });

  it("and what was tried counts only while the profile says what was tried", () => {
    const image = IMAGES.find(({ names }) => names.includes("postgres"));
    assert.ok(image);
    assert.equal(profileOf(image, "latest", TRIED_IMAGES).evidence.work, "tried");
    const other: Image = { ...image, writes: [] };
    assert.notEqual(profileOf(other, "latest", TRIED_IMAGES).evidence.work, "tried");
  });

  it("and of a tag that nobody looked at all is guessed", () => {
    for (const tag of ["3.99", "19-foobar", "sha-abcdef"]) {
      const image: Image = { ...plain, versions: { from: "4", to: "6.2" }, flavours: ["slim"] };
      const { evidence } = profileOf(image, tag, []);
      assert.deepEqual(new Set(Object.values(evidence)), new Set(["guessed"]), tag);
    }
    for (const tag of ["latest", "5.1-slim", "4", "6", "6.2.9-slim2"]) {
      const image: Image = { ...plain, versions: { from: "4", to: "6.2" }, flavours: ["slim"] };
      assert.equal(profileOf(image, tag, []).evidence.build, "documented", tag);
    }
    assert.equal(profileOf({ ...plain, versions: { from: "4", to: "6.2" } }, "6.3", []).evidence.build, "guessed");
    const behind: Image = { ...plain, versions: { from: "4", to: "6.2", behind: true } };
    assert.equal(profileOf(behind, "6", []).evidence.build, "documented");
    for (const tag of ["latest", "stable"]) assert.equal(profileOf(behind, tag, []).evidence.build, "guessed", tag);
  });

  it("and what a variant changes without saying where it was seen is guessed", () => {
    const image: Image = {
      ...plain,
      variants: [{ tags: { word: "alpine" }, has: { user: { text: "web", uid: 5 } }, sources: [] }],
    };
    const { evidence } = profileOf(image, "1-alpine3.20", []);
    assert.equal(evidence.build, "guessed");
    assert.equal(evidence.start, "documented");
  });
});

/** Whether an aspect is less known without some line. */
function isLess(image: Image, without: Image, tag: string, aspect: Aspect): boolean {
  return rank(profileOf(without, tag, []).evidence[aspect]) < rank(profileOf(image, tag, []).evidence[aspect]);
}

const plain: Image = {
  names: ["acme/app"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://acme.example/docs", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: null,
  writes: [],
  gains: [],
  ports: [],
  secrets: [],
  purpose: [],
};

describe("images: each that is wanted is known, or it is said why not", () => {
  const wanted = readFileSync(new URL("wanted-images.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

  it("has a profile or a reason, and not both", () => {
    assert.ok(wanted.length > 200);
    for (const name of wanted) assert.ok(imageProfile(name) ?? UNREAD_IMAGES[name], `${name}: neither`);
    for (const name of Object.keys(UNREAD_IMAGES)) assert.equal(imageProfile(name), undefined, `${name}: both`);
  });

  it("and each reason is of a wanted image and ends a sentence", () => {
    for (const [name, why] of Object.entries(UNREAD_IMAGES)) {
      assert.ok(wanted.includes(name), name);
      isClause(why);
    }
  });
});

describe("images: looked up by name and tag", () => {
  it("each by each of its names", () => {
    for (const { names } of IMAGES)
      for (const name of names) assert.equal(imageProfile(name.replace("*", "any"))?.name, names[0], name);
    for (const name of ["library/postgres", "docker.io/library/postgres", "index.docker.io/library/postgres"])
      assert.equal(imageProfile(name)?.name, "postgres", name);
    for (const name of ["ghcr.io/acme/postgres", "acme/postgres", "postgresql", "quay.io/library/nginx", ""])
      assert.equal(imageProfile(name), undefined, name);
  });
});
