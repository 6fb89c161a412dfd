import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

export interface StaticServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly port: number;
  stop(): void;
}

/** Serves directories of this machine to browsers on it. `directories` maps the first part of a path to one of them; `pages` maps whole paths to HTML. */
export async function serveStatic(
  directories: ReadonlyMap<string, string>,
  pages: ReadonlyMap<string, string>,
): Promise<StaticServer> {
  const server = createServer(async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    // Parts of VS Code run in frames of other origins and ask from there.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Content-Type", TYPES.get(path.extname(pathname) || ".html") ?? "application/octet-stream");
    try {
      response.end(pages.get(pathname) ?? (await readFile(locate(pathname, directories))));
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${address.port}`, port: address.port, stop };
}

function locate(pathname: string, directories: ReadonlyMap<string, string>): string {
  const [, first = "", ...rest] = path.posix.normalize(decodeURIComponent(pathname)).split("/");
  const directory = directories.get(first);
  if (directory === undefined) throw new Error(`Nothing is served under /${first}.`);
  return path.join(directory, ...rest);
}

const TYPES: ReadonlyMap<string, string> = new Map([
  [".js", "text/javascript"],
  [".json", "application/json"],
  [".css", "text/css"],
  [".html", "text/html"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".ttf", "font/ttf"],
  [".wasm", "application/wasm"],
  [".md", "text/markdown"],
]);
