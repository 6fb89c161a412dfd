import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";

/**
 * Packages that many runs of the command line do without: each lies in a file of its own beside the bundles, which is read when something of it is first used,
 * since a third of what a short run takes is Node reading code. Of each is taken what `names` says.
 */
export const APART: Readonly<Record<string, { readonly from: string; readonly names: readonly string[] }>> = {
  yaml: {
    from: "./node_modules/yaml/browser/dist/index.js",
    names: ["Composer", "Lexer", "Parser", "Schema", "isAlias", "isScalar", "isSeq"],
  },
  unbash: { from: "unbash", names: ["forEachChild", "parse"] },
  "dockerfile-ast": { from: "./node_modules/dockerfile-ast/lib/main.js", names: ["DockerfileParser"] },
};

const fileOf = (name: string): string => `package-${name}.cjs`;

/** The bundle of each of these packages. */
export function bundlesApart(directory: string, options: BuildOptions): readonly BuildOptions[] {
  return Object.entries(APART).map(([name, { from, names }]) => ({
    ...options,
    format: "cjs",
    stdin: {
      contents: `export { ${names.join(", ")} } from ${JSON.stringify(from)};`,
      resolveDir: options.absWorkingDir ?? ".",
    },
    outfile: `${directory}/${fileOf(name)}`,
  }));
}

/** Puts in the place of the packages what asks for their bundles. */
export const apart: Plugin = {
  name: "packages apart",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:yaml|unbash|dockerfile-ast)$/ }, ({ path }) => ({ path, namespace: "apart" }));
    onResolve({ filter: /^\.\/package-[a-z-]+\.cjs$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: "apart" }, ({ path }) => {
      const getters = (APART[path]?.names ?? []).map((name) => `get ${name}(){return all().${name}}`);
      return {
        contents: `let loaded;const all=()=>loaded??=require("./${fileOf(path)}");module.exports={${getters.join(",")}};`,
      };
    });
  },
};

/** Leaves of the manifest what the program says of itself. */
export const briefManifest: Plugin = {
  name: "brief manifest",
  setup({ onLoad, initialOptions: { absWorkingDir = "." } }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (path !== join(absWorkingDir, "package.json")) return undefined;
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** `commander` could start subcommands as programs, which ours are not; Node takes longest to load what starts them. */
export const withoutPrograms: Plugin = {
  name: "without programs",
  setup({ onResolve }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer) ? { path: LEFT_OUT } : undefined,
    );
  },
};

/** What stands for modules that are never used. */
const LEFT_OUT = join(import.meta.dirname, "left-out.cjs");
