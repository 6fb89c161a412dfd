import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { LIFETIMES } from "../../../server/analysis/facts/lifetime-table.ts";
import { endedImage, latestEnd } from "../../../server/analysis/facts/lifetimes.ts";

describe("lifetimes", () => {
  it("have a source, and days that are ones", () => {
    for (const { product, versions, sources } of LIFETIMES) {
      assert.ok(sources.length > 0, product);
      for (const source of sources) assert.match(source, /^https:\/\/\S+$/);
      for (const { version, end } of versions) {
        assert.equal(new Date(`${end}T00:00:00Z`).toISOString().slice(0, 10), end, `${product} ${version}`);
      }
    }
  });

  it("name each repository once", () => {
    const all = LIFETIMES.flatMap(({ repositories }) => repositories);
    assert.equal(new Set(all).size, all.length);
  });

  it("have no version behind one that hides it", () => {
    for (const { product, versions } of LIFETIMES) {
      for (const [index, { version }] of versions.entries()) {
        const before = versions.slice(0, index).map((one) => one.version);
        const hidden = before.some((one) => one === version || version.startsWith(`${one}.`));
        assert.equal(hidden, false, `${product} ${version}`);
      }
    }
  });

  const day = "2026-11-30";
  const images: readonly (readonly [string, string, string | undefined])[] = [
    ["postgres", "14", "PostgreSQL 14"],
    ["postgres", "9.6.24-alpine", "PostgreSQL 9.6"],
    ["postgres", "9", "PostgreSQL 9"],
    ["postgres", "15", undefined],
    ["php", "7-fpm", "PHP 7"],
    ["php", "7.4-apache", "PHP 7.4"],
    ["php", "8", undefined],
    ["mongo", "4", "MongoDB 4"],
    ["mongo", "4.4.30", "MongoDB 4.4"],
    ["mariadb", "10", undefined],
    ["mariadb", "10.1", "MariaDB 10.1"],
    ["mariadb", "10.11", undefined],
    ["rabbitmq", "3-management", "RabbitMQ 3"],
    ["rabbitmq", "3.12-management", "RabbitMQ 3.12"],
    ["redis", "6", undefined],
    ["redis", "5.0.14", "Redis 5"],
    ["fedora", "42", "Fedora 42"],
    ["fedora", "43", undefined],
    ["golang", "1", undefined],
    ["golang", "1.24-bookworm", "Go 1.24"],
    ["amazonlinux", "2", undefined],
    ["debian", "bullseye-slim", "Debian 11 (bullseye)"],
    ["node", "24-bullseye", "Debian 11 (bullseye)"],
  ];
  for (const [repository, tag, name] of images) {
    it(`${repository}:${tag} is ${name ?? "no end that is known"}`, () => {
      assert.equal(endedImage(repository, tag, day)?.name, name);
    });
  }

  it("hold on their last day", () => {
    assert.equal(endedImage("postgres", "14", "2026-11-12"), undefined);
    assert.equal(endedImage("postgres", "14", "2026-11-13")?.end, "2026-11-12");
    assert.equal(latestEnd("2026-11-12"), "2026-11-10");
  });

  describe("of Debian and Ubuntu are not before those of distro-info-data", () => {
    const files = [
      ["Debian", "/usr/share/distro-info/debian.csv", ["eol-lts", "eol"]],
      ["Ubuntu", "/usr/share/distro-info/ubuntu.csv", ["eol-server", "eol"]],
    ] as const;
    for (const [product, file, columns] of files) {
      it(product, function () {
        if (!existsSync(file)) {
          console.log(`skipped: ${file} is not there; the Debian package distro-info-data has it`);
          this.skip();
        }
        const [head = [], ...rows] = readFileSync(file, "utf8")
          .trimEnd()
          .split("\n")
          .map((line) => line.split(","));
        const known = new Map(
          rows.map((row) => [
            row[head.indexOf("series")],
            columns.map((column) => row[head.indexOf(column)]).find((end) => end),
          ]),
        );
        const ours = LIFETIMES.find((one) => one.product === product)?.versions ?? [];
        assert.ok(ours.length > 5);
        // An older package may not know a version yet, or not that its end was put off.
        for (const { codename, end } of ours) assert.ok(end >= (known.get(codename) ?? ""), codename);
      });
    }
  });
});
