/** What an instruction, a flag or a parser directive of a Dockerfile means for isolation. */
export interface DockerfileKey {
  /** The instruction, with the flag where it is one: `COPY`, `COPY --chmod`, `RUN --mount=type=secret`, `# syntax`. */
  readonly name: string;
  /** One or two sentences for a hover, as Markdown. */
  readonly hover: string;
  readonly forms: readonly string[];
  /** What holds where it is missing; absent where nothing does. */
  readonly default?: string;
  /** The first release of the Dockerfile frontend that knows it, where it is no part of the original language. */
  readonly since?: string;
  readonly risk?: string;
  readonly sources: readonly string[];
}

/** A row of the table: names of which the same is true, and the section of Docker's Dockerfile reference. */
export interface DockerfileKeyRow extends Omit<DockerfileKey, "name" | "sources"> {
  readonly names: readonly string[];
  readonly section: string;
  readonly sources?: readonly string[];
}

/** Instructions, flags and directives of the Dockerfile frontend 1.27, by its reference and by BuildKit's own code. */
export const DOCKERFILE_KEYS: readonly DockerfileKeyRow[] = [
  {
    names: ["FROM"],
    hover:
      "Starts a stage from an image or an earlier stage and takes over its `USER`, `ENTRYPOINT`, `ENV`, `VOLUME` and `ONBUILD`. Without a tag it is `latest`; only a digest always names the same image.",
    forms: ["FROM image[:tag|@digest] [AS name]", "FROM stage [AS name]", "FROM scratch"],
    risk: "medium when not pinned",
    section: "from",
  },
  {
    names: ["FROM --platform"],
    hover: "Platform of the base image; global `ARG`s may be used.",
    forms: ["--platform=linux/amd64", "--platform=$BUILDPLATFORM"],
    default: "the platform that is built for",
    section: "from",
  },
  {
    names: ["USER"],
    hover:
      "User and group of the following `RUN` steps of the stage and of the container. A uid that /etc/passwd does not know gets group 0, unless a group is given. `root`, `0`, `0:0` and `:1000` are all root. Each `FROM` sets it back to the base image's.",
    forms: ["USER name", "USER name:group", "USER uid", "USER uid:gid"],
    default: "the base image's, else root",
    risk: "medium when the last stage ends as root",
    section: "user",
  },
  {
    names: ["RUN"],
    hover:
      "Runs a command at build time as the stage's user, in a sandbox with Docker's default capabilities and seccomp profile and with a network.",
    forms: ["RUN command", 'RUN ["program", "argument"]', "RUN <<EOF"],
    section: "run",
  },
  {
    names: ["RUN --mount"],
    hover: "A mount for this step only; nothing of it stays in the layer.",
    forms: ["--mount=type=bind", "--mount=type=cache", "--mount=type=secret", "--mount=type=ssh", "--mount=type=tmpfs"],
    default: "type=bind",
    since: "1.2",
    section: "run---mount",
  },
  {
    names: ["RUN --mount=type=bind"],
    hover:
      "Mounts the build context, a stage or an image. It is read-only unless `rw`, and what is written is thrown away.",
    forms: ["--mount=type=bind,target=…,source=…,from=…,rw"],
    since: "1.2",
    section: "run---mounttypebind",
  },
  {
    names: ["RUN --mount=type=cache"],
    hover: "A cache that all builds on the same builder share. Another build can put something into it.",
    forms: ["--mount=type=cache,target=…,id=…,sharing=shared|private|locked,from=…,mode=…,uid=…,gid=…"],
    since: "1.2",
    risk: "low: the cache can be poisoned",
    section: "run---mounttypecache",
    sources: ["https://github.com/moby/buildkit/security/advisories/GHSA-m3r6-h7wv-7xxv"],
  },
  {
    names: ["RUN --mount=type=tmpfs"],
    hover: "Memory-backed space for this step.",
    forms: ["--mount=type=tmpfs,target=…,size=…"],
    since: "1.2",
    section: "run---mounttypetmpfs",
  },
  {
    names: ["RUN --mount=type=secret"],
    hover:
      "Shows a build secret to this step, as a file or a variable, and stores nothing: the right place for what would otherwise be an `ARG` or `ENV`. Without `required` the step also runs when the secret is missing.",
    forms: ["--mount=type=secret,id=…,target=…,env=…,required,mode=…,uid=…,gid=…"],
    since: "1.2",
    section: "run---mounttypesecret",
  },
  {
    names: ["RUN --mount=type=ssh"],
    hover: "Forwards an ssh-agent to this step, which can use the keys but not read them.",
    forms: ["--mount=type=ssh,id=…,target=…,required,mode=…,uid=…,gid=…"],
    since: "1.2",
    risk: "medium: code of others in the step may use the keys",
    section: "run---mounttypessh",
  },
  {
    names: ["RUN --network"],
    hover: "Network of the step. `none` has none; `host` reaches what listens on the builder's own addresses.",
    forms: ["--network=default", "--network=none", "--network=host"],
    default: "default",
    since: "1.3",
    risk: "medium for `host`",
    section: "run---network",
    sources: ["https://github.com/moby/moby/blob/master/daemon/internal/builder-next/controller.go"],
  },
  {
    names: ["RUN --security"],
    hover: "`insecure` runs the step privileged. The build must be allowed the entitlement security.insecure.",
    forms: ["--security=sandbox", "--security=insecure"],
    default: "sandbox",
    since: "1.20",
    risk: "critical for `insecure`",
    section: "run---security",
    sources: ["https://github.com/moby/buildkit/blob/master/docs/buildkitd.toml.md"],
  },
  {
    names: ["RUN --device"],
    hover: "Gives the step a CDI device of the builder.",
    forms: ["--device=name[,required]"],
    since: "1.27",
    risk: "medium",
    section: "run---device",
  },
  {
    names: ["ADD"],
    hover:
      "Copies files of the build context, URLs and Git repositories; local archives are unpacked. `COPY` is enough for files, and a download needs `--checksum`.",
    forms: ["ADD [flags] source… target"],
    risk: "medium: a download that nothing checks",
    section: "add",
  },
  {
    names: ["ADD --checksum"],
    hover:
      "The build fails unless the download has this checksum. For Git it is a commit, of which a prefix is enough, so only the full id is safe.",
    forms: ["--checksum=sha256:…", "--checksum=<commit>"],
    since: "1.6",
    section: "add---checksum",
  },
  {
    names: ["ADD --keep-git-dir"],
    hover: "Keeps the repository's .git, with its history and perhaps credentials, in the image.",
    forms: ["--keep-git-dir=true"],
    default: "false",
    since: "1.1",
    risk: "low",
    section: "add---keep-git-dir",
  },
  {
    names: ["ADD --unpack"],
    hover: "Unpacks archives or leaves them as they are.",
    forms: ["--unpack=true", "--unpack=false"],
    default: "local archives are unpacked, downloads are not",
    since: "1.17",
    section: "add---unpack",
  },
  {
    names: ["COPY"],
    hover:
      "Copies files of the build context, a stage, an image or the Dockerfile itself. `COPY . .` takes .env, .git and keys along unless .dockerignore leaves them out.",
    forms: ["COPY [flags] source… target", "COPY <<EOF target"],
    section: "copy",
  },
  {
    names: ["COPY --from"],
    hover: "Copies from another stage or from any image; such an image is pinned like that of a `FROM`.",
    forms: ["--from=stage", "--from=image"],
    risk: "medium when not pinned",
    section: "copy---from",
  },
  {
    names: ["COPY --chmod", "ADD --chmod"],
    hover: "Mode of the copied files. `777` lets everyone in the container change them.",
    forms: ["--chmod=0644", "--chmod=u=rwX,go=rX"],
    since: "1.2",
    risk: "medium when everyone may write or a set-uid bit is set",
    section: "copy---chmod",
  },
  {
    names: ["COPY --chown", "ADD --chown"],
    hover:
      "Owner of the copied files, root whatever `USER` says. Programs that root owns cannot be changed by the user that runs them, which is safer than handing them over.",
    forms: ["--chown=user[:group]", "--chown=uid[:gid]"],
    default: "0:0",
    section: "copy---chown",
  },
  {
    names: ["COPY --link", "ADD --link"],
    hover: "Makes a layer of its own that does not follow links in the target.",
    forms: ["--link"],
    since: "1.4",
    section: "copy---link",
  },
  {
    names: ["COPY --exclude", "ADD --exclude"],
    hover: "Leaves files out.",
    forms: ["--exclude=pattern"],
    since: "1.19",
    section: "copy---exclude",
  },
  {
    names: ["COPY --parents"],
    hover: "Keeps the directories above each source.",
    forms: ["--parents"],
    since: "1.20",
    section: "copy---parents",
  },
  {
    names: ["ARG"],
    hover:
      "A build argument, known from here to the end of the stage and in stages built from it. It stays in the image's history, so it is no place for secrets. An `ARG` with a value that follows an `ENV` of the same name wins over it.",
    forms: ["ARG name", "ARG name=default"],
    risk: "high for the value of a secret",
    section: "arg",
  },
  {
    names: ["ENV"],
    hover: "A variable that stays in the image and that `docker inspect` shows.",
    forms: ["ENV name=value …"],
    risk: "high for the value of a secret",
    section: "env",
  },
  {
    names: ["WORKDIR"],
    hover:
      "Working directory. BuildKit gives a new one to the stage's user, the old builder to root. A path beneath /proc/self/fd led out of the container with old runc (CVE-2024-21626).",
    forms: ["WORKDIR /path"],
    default: "/",
    section: "workdir",
    sources: [
      "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go",
      "https://github.com/opencontainers/runc/security/advisories/GHSA-xr7r-f8xq-vfvv",
    ],
  },
  {
    names: ["VOLUME"],
    hover:
      "Makes a path a volume that stays writable under `read_only`. An image built from this one cannot take it back.",
    forms: ['VOLUME ["/path"]', "VOLUME /path …"],
    section: "volume",
  },
  {
    names: ["EXPOSE"],
    hover:
      "Documents a port; it publishes nothing and blocks nothing. A port below 1024 does not need root under Docker.",
    forms: ["EXPOSE port[/protocol] …"],
    default: "tcp",
    section: "expose",
  },
  {
    names: ["ONBUILD"],
    hover: "An instruction that runs in images built from this one, where nobody sees it.",
    forms: ["ONBUILD instruction"],
    risk: "low",
    section: "onbuild",
  },
  {
    names: ["ENTRYPOINT"],
    hover:
      "The program that runs. A script that starts as root and becomes another user is why many images have no `USER`.",
    forms: ['ENTRYPOINT ["program", "argument"]', "ENTRYPOINT command"],
    section: "entrypoint",
  },
  {
    names: ["CMD"],
    hover: "The command, or the arguments of `ENTRYPOINT`.",
    forms: ['CMD ["program", "argument"]', "CMD command"],
    section: "cmd",
  },
  {
    names: ["HEALTHCHECK"],
    hover:
      "A probe that runs inside the container as its user; only the last one counts, and `NONE` cancels one that is inherited.",
    forms: ["HEALTHCHECK [flags] CMD command", "HEALTHCHECK NONE"],
    section: "healthcheck",
  },
  {
    names: ["SHELL"],
    hover: "The shell of commands that are no lists; with `-o pipefail` a failing download stops the build.",
    forms: ['SHELL ["program", "argument"]'],
    default: '["/bin/sh", "-c"]',
    section: "shell",
  },
  {
    names: ["STOPSIGNAL"],
    hover: "The signal that stops the container.",
    forms: ["STOPSIGNAL signal"],
    default: "SIGTERM",
    section: "stopsignal",
  },
  {
    names: ["LABEL"],
    hover: "Metadata of the image, which everyone who has it can read.",
    forms: ["LABEL key=value …"],
    section: "label",
  },
  {
    names: ["MAINTAINER"],
    hover: "Deprecated: `LABEL org.opencontainers.image.authors` says the same.",
    forms: ["MAINTAINER name"],
    section: "maintainer-deprecated",
  },
  {
    names: ["<<"],
    hover:
      "Text up to the delimiter. With a quoted delimiter the builder expands no variables. In a `RUN` only the last command's status counts, unless `set -e` stands first.",
    forms: ["<<EOF", "<<-EOF", '<<"EOF"'],
    since: "1.4",
    section: "here-documents",
  },
  {
    names: ["# syntax"],
    hover: "The image that reads this file and so decides what is built: code of whoever made it.",
    forms: ["# syntax=docker/dockerfile:1"],
    default: "the frontend that BuildKit brings along",
    risk: "medium for others than docker/dockerfile",
    section: "syntax",
  },
  {
    names: ["# escape"],
    hover: "The character that continues a line and escapes others.",
    forms: ["# escape=`"],
    default: "\\",
    section: "escape",
  },
  {
    names: ["# check"],
    hover: "Settings of the builder's own checks; `skip=all` switches them off.",
    forms: ["# check=skip=…;error=true"],
    since: "1.8",
    section: "check",
    sources: ["https://docs.docker.com/reference/build-checks/"],
  },
];
