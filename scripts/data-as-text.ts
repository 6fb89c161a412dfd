import assert from "node:assert/strict";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";
import * as images from "../server/analysis/facts/image-list.ts";
import * as tried from "../server/analysis/facts/tried-images.ts";

/**
 * Modules of nothing but data, of which most runs read a little or nothing: in a bundle each is a text that is read when something of it is first used, since
 * compiling data as code and making all of it takes several times longer.
 */
const DATA: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "image-list.ts": images,
  "tried-images.ts": tried,
};

/** Puts such texts in the place of the modules. The build fails where one holds what JSON cannot say. */
export const dataAsText: Plugin = {
  name: "data as text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(?:image-list|tried-images)\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      namespace: "data",
    }));
    onLoad({ filter: /.*/, namespace: "data" }, ({ path }) => {
      const exported: Readonly<Record<string, unknown>> = { ...DATA[basename(path)] };
      const text = JSON.stringify(exported);
      assert.deepEqual(JSON.parse(text), exported, `${path} holds more than data`);
      const getters = Object.keys(exported).map((name) => `get ${name}(){return all().${name}}`);
      return {
        contents: `let read;const all=()=>read??=JSON.parse(${JSON.stringify(text)});module.exports={${getters.join(",")}};`,
      };
    });
  },
};
