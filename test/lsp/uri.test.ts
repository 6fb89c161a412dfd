import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { URI } from "vscode-uri";
import {
  baseName,
  directoryOf,
  inDirectory,
  normalisePath,
  pathOf,
  resolvePath,
} from "../../server/analysis/text/uri.ts";
import { keyOf } from "../../server/lsp/uri.ts";

describe("URIs taken apart", () => {
  const cases: readonly (readonly [uri: string, directory: string, name: string, path: string])[] = [
    ["file:///work/compose.yaml", "file:///work", "compose.yaml", "/work/compose.yaml"],
    ["file:///compose.yaml", "file://", "compose.yaml", "/compose.yaml"],
    ["file:///my%20work/a%23b/%C3%A9.yaml", "file:///my%20work/a%23b", "é.yaml", "/my work/a#b/é.yaml"],
    ["file:///work/100%.yaml", "file:///work", "100%.yaml", "/work/100%.yaml"],
    ["file:///c%3A/work/compose.yaml", "file:///c%3A/work", "compose.yaml", "c:/work/compose.yaml"],
    ["file:///C:/work/compose.yaml", "file:///C:/work", "compose.yaml", "C:/work/compose.yaml"],
    ["file://nas/share/compose.yaml", "file://nas/share", "compose.yaml", "//nas/share/compose.yaml"],
    ["file://wsl%24/Ubuntu/home/a.yaml", "file://wsl%24/Ubuntu/home", "a.yaml", "//wsl$/Ubuntu/home/a.yaml"],
    ["file://localhost/work/a.yaml", "file://localhost/work", "a.yaml", "/work/a.yaml"],
    ["vscode-remote://wsl%2Bubuntu/home/a.yaml", "vscode-remote://wsl%2Bubuntu/home", "a.yaml", "/home/a.yaml"],
    ["vscode-vfs://github/o/r/Dockerfile", "vscode-vfs://github/o/r", "Dockerfile", "/o/r/Dockerfile"],
    ["git:/work/compose.yaml?%7B%22ref%22%3A%22a/b%22%7D", "git:/work", "compose.yaml", "/work/compose.yaml"],
    ["tmp:/work/Dockerfile#inline", "tmp:/work", "Dockerfile", "/work/Dockerfile"],
    ["untitled:Untitled-1", "untitled:", "Untitled-1", "Untitled-1"],
    ["untitled:/work/new.yaml", "untitled:/work", "new.yaml", "/work/new.yaml"],
  ];

  for (const [uri, directory, name, path] of cases) {
    it(uri, () => {
      assert.equal(directoryOf(uri), directory);
      assert.equal(baseName(uri), name);
      assert.equal(pathOf(uri), path);
      assert.equal(inDirectory(directory, ".env"), resolvePath(directory, ".env"));
    });
  }
});

describe("paths in files", () => {
  const cases: readonly (readonly [directory: string, path: string, resolved: string])[] = [
    ["file:///work", "app/Dockerfile", "file:///work/app/Dockerfile"],
    ["file:///work", "./app//Dockerfile", "file:///work/app/Dockerfile"],
    ["file:///work", "a\uD800/\uDC00", "file:///work/a%EF%BF%BD/%EF%BF%BD"],
    ["file:///work/a", "../b/", "file:///work/b"],
    ["file:///work", "../../../x", "file:///x"],
    ["file:///work", ".", "file:///work"],
    ["file:///work", "", "file:///work"],
    ["file:///work", "/srv/app", "file:///srv/app"],
    ["file://", "a", "file:///a"],
    ["file:///work", "my app/a#b/100%/é", "file:///work/my%20app/a%23b/100%25/%C3%A9"],
    ["file:///my%20work", "a", "file:///my%20work/a"],
    // On Linux and macOS a backslash is a letter like any other.
    ["file:///work", "app\\Dockerfile", "file:///work/app%5CDockerfile"],
    ["file:///work", "\\\\nas\\share", "file:///work/%5C%5Cnas%5Cshare"],
    // Windows, as VS Code spells it and as others do.
    ["file:///c%3A/work", "app\\Dockerfile", "file:///c%3A/work/app/Dockerfile"],
    ["file:///c%3A/work", ".\\app", "file:///c%3A/work/app"],
    ["file:///c%3A/work/a", "..\\b", "file:///c%3A/work/b"],
    ["file:///c%3A/work", "..\\..\\..\\x", "file:///c%3A/x"],
    ["file:///C:/work", "app\\Dockerfile", "file:///C:/work/app/Dockerfile"],
    ["file:///c%3A/work", "C:\\other\\x", "file:///c%3A/other/x"],
    ["file:///C:/work", "c:\\other\\x", "file:///C:/other/x"],
    ["file:///c%3A/work", "D:\\x", "file:///d%3A/x"],
    ["file:///C:/work", "D:/x", "file:///d:/x"],
    ["file:///c%3A/work", "C:\\..\\..\\x", "file:///c%3A/x"],
    ["file:///c%3A/work", "\\x", "file:///c%3A/x"],
    ["file:///c%3A/work", "/srv/app", "file:///srv/app"],
    ["file:///work", "C:\\x", "file:///c%3A/x"],
    ["file:///work", "c:name", "file:///work/c%3Aname"],
    // Shares, and the file systems of WSL, which Windows shows as such.
    ["file://nas/share/a", "b\\c", "file://nas/share/a/b/c"],
    ["file://nas/share", "..\\..\\x", "file://nas/share/x"],
    ["file://nas/share", "C:\\x", "file:///c%3A/x"],
    ["file://wsl.localhost/Ubuntu/home", "../etc", "file://wsl.localhost/Ubuntu/etc"],
    // No path in a file leads to another host.
    ["file:///work", "//evil/share", "file:///evil/share"],
    ["file:///c%3A/work", "\\\\evil\\share", "file:///c%3A/evil/share"],
    ["file://nas/share", "\\\\evil\\share", "file://nas/share/evil/share"],
    ["vscode-vfs://github/o/r", "../../../x", "vscode-vfs://github/x"],
    ["vscode-vfs://github/o/r", "//evil/x", "vscode-vfs://github/evil/x"],
    ["vscode-remote://wsl%2Bubuntu/home", "app\\x", "vscode-remote://wsl%2Bubuntu/home/app%5Cx"],
    ["untitled:", "Dockerfile", "untitled:/Dockerfile"],
  ];

  for (const [directory, path, resolved] of cases) {
    it(`${path || "(nothing)"} in ${directory}`, () => assert.equal(resolvePath(directory, path), resolved));
  }

  it("are spelled as VS Code spells them", () => {
    for (const name of ["a b", "a#b?c", "é", "[x]", "a+b,c;d=e", "!'()*", "~-._", "100%", "a&b@c$d", "💥"]) {
      const made = resolvePath("file:///work", name);
      assert.equal(made, URI.file(`/work/${name}`).toString());
      assert.equal(baseName(made), name);
    }
  });

  it("may hold halves of surrogate pairs, which no file's name does", () => {
    assert.equal(resolvePath("file:///work", "a\uD800/\uDC00b"), resolvePath("file:///work", "a\uFFFD/\uFFFDb"));
  });

  it("stay in their directory whatever is written", () => {
    for (const path of ["..", "../..", "a/../../b", "./../.", "....", "\\..\\.."]) {
      assert.ok(resolvePath("file:///c%3A/work", path).startsWith("file:///c%3A"), path);
    }
  });
});

describe("normalised paths", () => {
  for (const [path, normal] of [
    ["/", "/"],
    ["//a///b/", "/a/b"],
    ["/a/./b/../c", "/a/c"],
    ["/../../a", "/a"],
    ["", "/"],
  ] as const) {
    it(JSON.stringify(path), () => assert.equal(normalisePath(path), normal));
  }
});

describe("keys of URIs", () => {
  const same: readonly (readonly [string, string])[] = [
    ["file:///c%3A/a", "file:///C:/a"],
    ["file:///c%3A/Work/Compose.yaml", "file:///C:/work/compose.yaml"],
    ["file:///a%20b", "file:///a b"],
    ["file://NAS/share/A", "file://nas/share/a"],
  ];
  for (const [a, b] of same) it(`${a} and ${b} are one`, () => assert.equal(keyOf(a), keyOf(b)));

  const different: readonly (readonly [string, string])[] = [
    ["file:///work/A", "file:///work/a"],
    ["file:///a%23b", "file:///a#b"],
    ["file://wsl.localhost/Ubuntu/A", "file://wsl.localhost/Ubuntu/a"],
    ["file:///c%3A/a", "file:///d%3A/a"],
    ["vscode-vfs://github/o/R", "vscode-vfs://github/o/r"],
  ];
  for (const [a, b] of different) it(`${a} and ${b} are two`, () => assert.notEqual(keyOf(a), keyOf(b)));

  it("take anything", () => assert.equal(typeof keyOf("no uri at all ://%"), "string"));
});
