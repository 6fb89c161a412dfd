import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isComposeName, isTemplate, looksLikeCompose } from "../../../server/analysis/compose/syntax/detect.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";
import {
  asBoolean,
  asBytes,
  asInteger,
  asNumber,
  type YamlType,
  yamlType,
} from "../../../server/analysis/yaml/scalar.ts";
import { nodeAt, type Scalar } from "../../../server/analysis/yaml/tree.ts";

/** The value of a key as it is written. */
function scalar(written: string): Scalar {
  const node = nodeAt(parseYamlFile("file:///compose.yaml", `a: ${written}\n`).documents[0]?.root, "a");
  assert.ok(node?.kind === "scalar", written);
  return node;
}

describe("scalars", () => {
  const types: Readonly<Record<YamlType, readonly string[]>> = {
    null: ["", "~", "null", "NULL"],
    boolean: ["true", "False", "TRUE"],
    integer: ["0", "-1", "+2", "0x1F", "0o17", "017", "1_000", "0b11"],
    float: ["1.5", ".5", "1e3", "-.inf", ".nan", "1.", "09"],
    timestamp: ["2001-12-14", "2001-12-14 21:59:43"],
    string: ['"1"', "'true'", "yes", "on", "1:2", "0.0.0.0", "1.2.3", "0x", "!!str 1", '""', "nginx:1"],
  };
  for (const [type, written] of Object.entries(types)) {
    for (const one of written) it(`${one || "nothing"} is a ${type}`, () => assert.equal(yamlType(scalar(one)), type));
  }

  it("are booleans as Compose takes them, in quotes too", () => {
    for (const word of ["true", '"true"', "yes", '"on"', "y", "Y"]) assert.equal(asBoolean(scalar(word)), true, word);
    for (const word of ["false", "no", "off", "'n'"]) assert.equal(asBoolean(scalar(word)), false, word);
    for (const word of ["1", '"1"', "0", "t", "", "maybe"]) assert.equal(asBoolean(scalar(word)), undefined, word);
  });

  it("are whole numbers, of other bases without quotes only", () => {
    assert.deepEqual(
      ["12", '"12"', "0x10", "017", "-1"].map((one) => asInteger(scalar(one))),
      [12, 12, 16, 15, -1],
    );
    assert.deepEqual(
      ['"0x10"', "1.5", "", "x"].map((one) => asInteger(scalar(one))),
      [undefined, undefined, undefined, undefined],
    );
  });

  it("are numbers", () => {
    assert.deepEqual(
      ["0.5", '"1.5"', "2", "1e3"].map((one) => asNumber(scalar(one))),
      [0.5, 1.5, 2, 1000],
    );
    assert.deepEqual(
      [".inf", "x", ""].map((one) => asNumber(scalar(one))),
      [undefined, undefined, undefined],
    );
  });

  it("are sizes with the units of the engine", () => {
    const sizes = ["1024", "64m", "1g", '"2 GiB"', "1.5k", "10b", "3KB", "1T", "512M", '"100"'];
    const bytes = [1024, 64 * 1024 ** 2, 1024 ** 3, 2 * 1024 ** 3, 1536, 10, 3072, 1024 ** 4, 512 * 1024 ** 2, 100];
    assert.deepEqual(
      sizes.map((one) => asBytes(scalar(one))),
      bytes,
    );
    for (const wrong of ["m", "1x", "1kib2", '"-1"', "", "1 000"])
      assert.equal(asBytes(scalar(wrong)), undefined, wrong);
  });
});

describe("what a Compose file is", () => {
  it("is told by names", () => {
    for (const name of [
      "compose.yml",
      "file:///a/Compose.YAML",
      "compose.prod.yml",
      "compose-prod.yml",
      "compose2.yml",
      "prod.compose.yml",
      "docker-compose.override.yml",
      "docker_compose.yml",
      "my-docker-compose.test.yml",
      "podman-compose.yml",
      "docker-stack.yml",
      "stack.yml",
    ]) {
      assert.ok(isComposeName(name), name);
    }
    for (const name of [
      "docker-composer-notes.yml",
      "composer.yml",
      "decompose.yml",
      "docker-compose.yml.j2",
      "compose.json",
      "values.yaml",
      "haystack.yml",
    ]) {
      assert.ok(!isComposeName(name), name);
    }
  });

  const root = (text: string) => parseYamlFile("file:///x.yaml", text).documents[0]?.root;
  it("is told by content", () => {
    for (const text of [
      "services: {web: {image: x}}",
      "services: {web: {build: .}}",
      "version: '3'\nservices:\n  a:\n  b: {extends: c}",
    ]) {
      assert.ok(looksLikeCompose(root(text)), text);
    }
    for (const text of [
      "",
      "- a",
      "services: [a]",
      "services: {}",
      "services: {web: {ports: [1]}}",
      "apiVersion: v1\nkind: X\nservices: {a: {image: b}}",
      "on: push\njobs: {}\nservices: {a: {image: b}}",
      "services: {a: {class: App, image: b}}",
    ]) {
      assert.ok(!looksLikeCompose(root(text)), text);
    }
  });

  it("is no template", () => {
    for (const text of ["{% if x %}\na: 1\n{% endif %}\n", "a:\n  {{ b }}\n", "image: {{ image }}\n", "- {{ x }}"])
      assert.ok(isTemplate(text), text);
    for (const text of ["a: '{{.Node.Hostname}}'\n", "labels:\n  x: a{{b}}\n", "a: {b: {}}\n", "# {{ x }}\n"])
      assert.ok(!isTemplate(text), text);
  });
});
