import { writeFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

/** What an engine answered, by the method and the address of each request. */
export type Recording = Readonly<Record<string, Recorded>>;

export interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The headers that say something of the engine. */
const KEPT = ["api-version", "ostype", "libpod-api-version", "content-type"];

/** Stands between a client and an engine's socket, and keeps what is said, but for the values of an environment. */
export class Recorder {
  readonly socket: string;
  readonly #answers = new Map<string, Recorded>();
  readonly #server: http.Server;

  private constructor(engine: string, socket: string) {
    this.socket = socket;
    this.#server = http.createServer((request, response) => {
      const { method = "", url = "" } = request;
      const asking = http.request({ socketPath: engine, method, path: url, headers: request.headers }, (answer) => {
        const pieces: Uint8Array[] = [];
        answer.on("data", (piece: Uint8Array) => pieces.push(piece));
        answer.on("end", () => {
          const text = Buffer.concat(pieces).toString("utf8");
          const headers = Object.fromEntries(
            Object.entries(answer.headers).flatMap(([name, value]) =>
              KEPT.includes(name) && typeof value === "string" ? [[name, value]] : [],
            ),
          );
          const status = answer.statusCode ?? 0;
          this.#answers.set(`${method} ${url}`, { status, headers, body: bodyOf(text) });
          response.writeHead(status, headers).end(text);
        });
      });
      request.pipe(asking);
    });
  }

  /** Listens on a socket in `directory`, whose path has to be short. */
  static async before(engine: string, directory: string): Promise<Recorder> {
    const recorder = new Recorder(engine, path.join(directory, "recorder.sock"));
    await new Promise<void>((resolve) => recorder.#server.listen(recorder.socket, resolve));
    return recorder;
  }

  /** What was asked for so far: `GET /v1.45/info`. */
  asked(): readonly string[] {
    return [...this.#answers.keys()];
  }

  /** Keeps nothing of what was said so far. */
  forget(): void {
    this.#answers.clear();
  }

  async write(file: string): Promise<void> {
    const sorted = [...this.#answers].sort(([a], [b]) => (a < b ? -1 : 1));
    await writeFile(file, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => (key === "Env" ? [] : value));
  } catch {
    return text;
  }
}
