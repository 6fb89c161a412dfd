/** A project with a dev container, by the paths of its files. */
export interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the label `devcontainer.metadata` of every image says. */
  readonly label?: string;
}

const FILE = ".devcontainer/devcontainer.json";

/** A project that has nothing but its dev container's file. */
function plain(name: string, value: object, more: Readonly<Record<string, string>> = {}): Case {
  return { name, files: { [FILE]: `${JSON.stringify(value, null, 2)}\n`, ...more } };
}

/** The metadata of features as those of the collection have it, in features that lie in the project: a registry is not asked. */
const SOCKET = {
  ".devcontainer/dood/devcontainer-feature.json": JSON.stringify({
    id: "dood",
    version: "1.0.0",
    name: "dood",
    securityOpt: ["label=disable"],
    mounts: [{ source: "/var/run/docker.sock", target: "/var/run/docker-host.sock", type: "bind" }],
  }),
  ".devcontainer/dood/install.sh": "#!/bin/sh\n",
};
const NESTED = {
  ".devcontainer/dind/devcontainer-feature.json": JSON.stringify({
    id: "dind",
    version: "1.0.0",
    name: "dind",
    privileged: true,
    init: true,
    capAdd: ["SYS_PTRACE"],
    mounts: ["source=dind-data,target=/var/lib/docker,type=volume"],
  }),
  ".devcontainer/dind/install.sh": "#!/bin/sh\n",
};

const BASE = "mcr.microsoft.com/devcontainers/base:ubuntu";
const COMPOSE = { "compose.yaml": "services:\n  app:\n    image: debian:13\n    cap_drop: [ALL]\n" };

/** A file, the fix of a finding by its rule and by the beginning of its title, and what is left of the file; undefined where none is offered. */
export const MENDED: readonly (readonly [before: string, rule: string, title: string, after: string | undefined])[] = [
  [`{"image":"debian:13","privileged":true}`, "privileged", "Remove", `{"image":"debian:13"}`],
  [`{ "privileged": true, "image": "debian:13" }`, "privileged", "Remove", `{ "image": "debian:13" }`],
  [
    `{\r\n\t"image": "debian:13",\r\n\t"privileged": true,\r\n}\r\n`,
    "privileged",
    "Remove",
    `{\r\n\t"image": "debian:13",\r\n}\r\n`,
  ],
  [
    `{\n  "image": "debian:13",\n  // for dlv\n  "securityOpt": ["seccomp=unconfined"]\n}\n`,
    "seccomp-unconfined",
    "Remove",
    `{\n  "image": "debian:13"\n  // for dlv\n}\n`,
  ],
  [
    `{\n  "image": "debian:13",\n  "runArgs": [\n    "--init",\n    "--ipc=host", // for X\n    "--pid=host"\n  ]\n}\n`,
    "host-ipc",
    "Remove",
    `{\n  "image": "debian:13",\n  "runArgs": [\n    "--init",\n    // for X\n    "--pid=host"\n  ]\n}\n`,
  ],
  [`{ "image": "debian:13", "runArgs": ["--ipc=host"] }`, "host-ipc", "Remove", `{ "image": "debian:13" }`],
  [
    `{ "image": "debian:13", "mounts": ["type=bind,source=/run/udev,target=/e"] }`,
    "host-path",
    "Mount read-only",
    `{ "image": "debian:13", "mounts": ["type=bind,source=/run/udev,target=/e,readonly"] }`,
  ],
  [
    `{ "image": "debian:13", "runArgs": ["-v", "/run/udev:/e"] }`,
    "host-path",
    "Mount read-only",
    `{ "image": "debian:13", "runArgs": ["-v", "/run/udev:/e:ro"] }`,
  ],
  [
    `{ "image": "debian:13", "mounts": [{ "type": "bind", "source": "/run/udev", "target": "/e" }] }`,
    "host-path",
    "Mount read-only",
    undefined,
  ],
  [
    `{ "image": "debian:13", "appPort": "8000:8000" }`,
    "exposed-port",
    "Bind",
    `{ "image": "debian:13", "appPort": "127.0.0.1:8000:8000" }`,
  ],
  [`{ "image": "debian:13", "privileged": true, "x": }`, "privileged", "Remove", undefined],
  [
    `{ "build": { "dockerfile": "Dockerfile", "options": ["--network", "host", "--pull"] } }`,
    "host-network-build",
    "Remove",
    `{ "build": { "dockerfile": "Dockerfile", "options": ["--pull"] } }`,
  ],
];

/** The project of a file before a fix, or after it, which are put to the tool as well. */
export function mendedCase(text: string): Case {
  return { name: `a file that a fix is made in, or has made: ${text}`, files: { [FILE]: text } };
}

/** Whether a file names the image of its container. */
export function isImage(text: string): boolean {
  return text.includes('"image"');
}

export const CASES: readonly Case[] = [
  plain("an image", { image: BASE }),
  plain("a feature with the socket", { image: BASE, features: { "./dood": {} } }, SOCKET),
  plain(
    "a privileged feature beside privileged: false",
    { image: BASE, privileged: false, features: { "./dind": {} } },
    NESTED,
  ),
  plain(
    "two features and the file's own",
    {
      image: BASE,
      capAdd: ["SYS_PTRACE", "NET_ADMIN"],
      securityOpt: ["seccomp=unconfined"],
      mounts: ["type=volume,source=other,target=/var/lib/docker"],
      features: { "./dind": {}, "./dood": {} },
    },
    { ...SOCKET, ...NESTED },
  ),
  plain("arguments", {
    image: BASE,
    runArgs: [
      ...["--network=host", "--cap-add=SYS_ADMIN", "--security-opt", "apparmor=unconfined", "--pid", "host"],
      ...[
        "--cap-drop=ALL",
        "-p",
        "8080:80",
        "--device=/dev/kvm",
        "-v",
        "/etc:/host-etc:ro",
        "--memory=4g",
        "--ipc=host",
      ],
    ],
  }),
  plain("a user of the file and one of the arguments", {
    image: BASE,
    containerUser: "vscode",
    runArgs: ["-u", "root"],
  }),
  plain("privileged, and arguments that say no", { image: BASE, privileged: true, runArgs: ["--privileged=false"] }),
  plain("arguments that make it privileged", { image: BASE, privileged: false, runArgs: ["--privileged"] }),
  plain("variables of the file and of the arguments", {
    image: BASE,
    containerEnv: { A: "1", B: "2" },
    runArgs: ["-e", "B=3", "--env=C=4"],
  }),
  plain("mounts", {
    image: BASE,
    mounts: [
      "source=${localEnv:HOME}/.ssh,target=/home/vscode/.ssh,type=bind,readonly",
      { source: "${localEnv:HOME}${localEnv:USERPROFILE}/.aws", target: "/home/vscode/.aws", type: "bind" },
      "source=${localWorkspaceFolder}/data,target=/data,type=bind",
      "source=cache,target=/cache,type=volume",
      "source=${localWorkspaceFolderBasename}-x,target=${containerWorkspaceFolder}/x,type=volume",
      "type=tmpfs,target=/run/x",
    ],
  }),
  plain("ports", { image: BASE, appPort: [3000, "8000:8010", "127.0.0.1:9000:9000"], forwardPorts: [9001] }),
  plain("one port", { image: BASE, appPort: 3000 }),
  plain("a workspace in a volume", {
    image: BASE,
    workspaceMount: "source=work,target=/workspaces,type=volume",
    workspaceFolder: "/workspaces",
    containerUser: "vscode",
    runArgs: ["--cap-drop=ALL", "--security-opt=no-new-privileges", "--pids-limit=2000"],
  }),
  plain(
    "a Dockerfile",
    { build: { dockerfile: "Dockerfile", options: ["--network=host"] }, runArgs: ["--init"] },
    {
      ".devcontainer/Dockerfile": "FROM debian:13\n",
    },
  ),
  {
    ...plain("a label", { image: BASE, capAdd: ["NET_RAW"] }),
    label: '[{"capAdd":["SYS_PTRACE"],"securityOpt":["seccomp=unconfined"],"init":true}]',
  },
  plain(
    "a service of a Compose project",
    {
      dockerComposeFile: ["../compose.yaml"],
      service: "app",
      workspaceFolder: "/work",
      privileged: true,
      capAdd: ["SYS_PTRACE"],
      securityOpt: ["seccomp=unconfined"],
      containerUser: "root",
      containerEnv: { A: "1" },
      mounts: [
        "source=/etc,target=/host-etc,type=bind,readonly",
        "source=data,target=/data,type=volume",
        { source: "/srv", target: "/srv", type: "bind" },
      ],
      runArgs: ["--network=host"],
      appPort: "8000:8000",
    },
    COMPOSE,
  ),
  {
    name: "comments and a comma too many",
    files: {
      ".devcontainer.json": `{\n  // why\n  "image": "${BASE}", /* pinned? */\n  "capAdd": ["SYS_PTRACE",],\n}\n`,
    },
  },
  // Of what is built no recorder tells: the tool asks for no container before.
  ...MENDED.flatMap(([before, , , after]) => (after === undefined || !isImage(before) ? [] : [before, after])).map(
    mendedCase,
  ),
];
