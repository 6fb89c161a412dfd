import type { CommandFileKind } from "../../../server/analysis/facts/command-files.ts";

/** A file, and what it comes to: a line for each container, `NAME: WORDS`, in which `?` stands before what else decides it and is not known. */
export interface Shape {
  readonly kind: CommandFileKind;
  readonly text: string;
  readonly means: readonly string[];
}

/** Ways in which people write commands that start containers, beside a command on a line of its own. */
export const SHAPES: readonly Shape[] = [
  {
    kind: "shell",
    text: 'ARGS=(--rm --name a)\nARGS+=(--privileged)\ndocker run "${ARGS[@]}" alpine',
    means: ["a: privileged"],
  },
  {
    kind: "shell",
    text: 'ARGS=(--rm --name a)\nif [ -n "$GPU" ]; then ARGS+=(--gpus all); fi\ndocker run "${ARGS[@]}" --pid=host alpine',
    means: ["a: pid=host ?${ARGS[@]}"],
  },
  {
    kind: "shell",
    text: 'for p in 80 443; do ARGS+=(-p "$p"); done\ndocker run "${ARGS[@]}" --name a alpine',
    means: ["a: ?${ARGS[@]}"],
  },
  {
    kind: "shell",
    text: 'declare -a ARGS=("--privileged" "--name" "a b")\ndocker run "${ARGS[@]}" alpine',
    means: ["a b: privileged"],
  },
  {
    kind: "shell",
    text: "f() { local -a args=(--name a --net host); docker run ${args[*]} alpine; }",
    means: ["a: net=host"],
  },
  { kind: "shell", text: 'cmd=(docker run --name a)\n"${cmd[@]}" --privileged alpine', means: ["a: privileged"] },
  {
    kind: "shell",
    text: 'V=(-v "$PWD:/src" --mount "type=bind,src=/etc,dst=/e")\ndocker run "${V[@]}" --name a alpine',
    means: ["a: /here:/src /etc:/e"],
  },
  { kind: "shell", text: 'V=(-v "$X/y:/src")\ndocker run "${V[@]}" --name a alpine', means: ["a: ?${X}:/src"] },
  {
    kind: "shell",
    text: 'declare -A M=([a]=--privileged)\ndocker run "${M[@]}" --name a alpine',
    means: ["a: ?${M[@]}"],
  },
  {
    kind: "shell",
    text: 'A=(--privileged)\nmapfile -t A < flags\ndocker run "${A[@]}" --name a alpine',
    means: ["a: ?${A[@]}"],
  },
  { kind: "shell", text: 'A=(--privileged)\nunset A\ndocker run "${A[@]}" --name a alpine', means: ["a: ?${A[@]}"] },
  { kind: "shell", text: 'A=()\ndocker run "${A[@]}" --name a alpine', means: ["a:"] },
  { kind: "shell", text: 'A=(--privileged)\ndocker run "${A[@]:1}" --name a alpine', means: ["a: ?${A[@]:1}"] },
  { kind: "shell", text: 'A=(--privileged)\nbash -c "docker run ${A[*]} --name a alpine"', means: ["a: privileged"] },
  { kind: "shell", text: 'O="--rm"\nO+=" --net=host"\ndocker run $O --name a alpine', means: ["a: net=host"] },
  {
    kind: "shell",
    text: 'O="--rm"\n[ -n "$X" ] && O="$O --privileged"\ndocker run $O --name a alpine',
    means: ["a: ?$O"],
  },
  {
    kind: "shell",
    text: "docker run --name a --cap-add={SYS_ADMIN,NET_ADMIN} --pid=host alpine",
    means: ["a: pid=host ?--cap-add={SYS_ADMIN,NET_ADMIN}"],
  },
  { kind: "shell", text: "docker run --name a -v /{etc,root}:/x --privileged alpine", means: ["a: ?/{etc,root}:/x"] },
  { kind: "shell", text: 'docker run --name a -v "/{etc,root}:/x" alpine', means: ["a: /{etc,root}:/x"] },
  {
    kind: "shell",
    text: 'docker run --name a --format "{{.A,.B}}" --privileged alpine',
    means: ["a: privileged ?--format"],
  },
  { kind: "shell", text: "$(which docker) run --name a --privileged alpine", means: ["a: privileged"] },
  { kind: "shell", text: '"$(command -v podman)" run --name a --privileged alpine', means: ["a: podman privileged"] },
  { kind: "shell", text: "`which docker` run --name a --privileged alpine", means: ["a: privileged"] },
  {
    kind: "shell",
    text: 'retry() { local n=$1; shift; until "$@"; do sleep 1; done; }\nretry 3 docker run --name a --privileged alpine',
    means: ["a: privileged"],
  },
  {
    kind: "shell",
    text: 'run() { echo "+ $*"; "$@"; }\nrun sudo docker run --name a --privileged alpine',
    means: ["a: privileged"],
  },
  {
    kind: "shell",
    text: 'function run { set -x; "${@}"; }\nrun docker run --name a --net=host alpine',
    means: ["a: net=host"],
  },
  { kind: "shell", text: 'tell() { echo "$@"; }\ntell docker run --name a --privileged alpine', means: [] },
  {
    kind: "shell",
    text: 'opts() { while [ $# -gt 0 ]; do shift; done; "$@"; }\nopts docker run --name a --privileged alpine',
    means: [],
  },
  { kind: "shell", text: 'later docker run --name a --privileged alpine\nlater() { "$@"; }', means: [] },
  { kind: "shell", text: 'bash -euo pipefail -c "docker run --name a --privileged alpine"', means: ["a: privileged"] },
  { kind: "shell", text: "bash -o pipefail -ec 'docker run --name a --privileged alpine'", means: ["a: privileged"] },
  { kind: "shell", text: 'flock /tmp/l -c "docker run --name a --privileged alpine"', means: ["a: privileged"] },
  { kind: "shell", text: "flock -w 5 /tmp/l docker run --name a --privileged alpine", means: ["a: privileged"] },
  { kind: "shell", text: 'sg docker -c "docker run --name a --privileged alpine"', means: ["a: privileged"] },
  { kind: "shell", text: 'script -q -c "docker run --name a --privileged alpine" /dev/null', means: ["a: privileged"] },
  {
    kind: "shell",
    text: "systemd-run --user -p MemoryMax=1g docker run --name a --privileged alpine",
    means: ["a: privileged"],
  },
  { kind: "shell", text: "unbuffer docker run --name a --privileged alpine | tee log", means: ["a: privileged"] },
  {
    kind: "shell",
    text: "ls | xargs -n1 -I{} docker run --name a -v {}:/x --pid=host alpine",
    means: ["a: pid=host {}:/x"],
  },
  {
    kind: "shell",
    text: "ls | xargs -I{} sh -c 'docker run --name a --privileged alpine {}'",
    means: ["a: privileged"],
  },
  {
    kind: "shell",
    text: 'find . -name "*.x" -exec docker run --name a --privileged alpine {} \\;',
    means: ["a: privileged"],
  },
  { kind: "shell", text: 'CMD="docker run --name a --privileged alpine"\neval "$CMD"', means: ["a: privileged"] },
  { kind: "shell", text: 'su - deploy -c "docker run --name a --privileged alpine"', means: ["a: privileged"] },
  { kind: "shell", text: "ssh host <<EOF\ndocker run --name a --privileged alpine\nEOF", means: [] },
  { kind: "shell", text: "cat > x.sh <<EOF\ndocker run --name a --privileged alpine\nEOF", means: [] },
  { kind: "shell", text: "bash <<'EOF'\ndocker run --name a --privileged alpine\nEOF", means: ["a: privileged"] },
  {
    kind: "shell",
    text: "docker run --name a \\\n  `# the socket` \\\n  -v /var/run/docker.sock:/s \\\n  alpine",
    means: ["a: /var/run/docker.sock:/s"],
  },
  { kind: "shell", text: "docker run --name a ${GPU:+--gpus all} --privileged alpine", means: ["a: privileged ?$GPU"] },
  {
    kind: "shell",
    text: 'docker run --name a --priv"ileged" -v /var/run/\'docker.sock\':"/s" alpine',
    means: ["a: privileged /var/run/docker.sock:/s"],
  },
  {
    kind: "shell",
    text: "docker run --name a --mount 'type=bind,\"source=/var/run/docker.sock\",target=/s' alpine",
    means: ["a: /var/run/docker.sock:/s"],
  },
  { kind: "shell", text: "docker run --name a -v /s:/s docker:28 docker run --privileged alpine", means: ["a: /s:/s"] },
  { kind: "shell", text: 'trap "docker run --name a --privileged alpine" EXIT', means: ["a: privileged"] },
  { kind: "shell", text: "if ! docker run --name a --privileged alpine; then exit 1; fi", means: ["a: privileged"] },
  { kind: "shell", text: "coproc docker run --name a --privileged alpine", means: ["a: privileged"] },
  {
    kind: "shell",
    text: "docker create --name d -v /etc:/e alpine\ndocker run --name a --volumes-from d:ro alpine",
    means: ["d: /etc:/e", "a: /etc:/e:ro"],
  },
  {
    kind: "shell",
    text: "docker run -dP --expose 80 --expose 90-91/udp -p 80:80 --name a alpine",
    means: ["a: 80->80-80/tcp ->90-91/udp"],
  },
  {
    kind: "shell",
    text: 'A=(--privileged)\nfor p in 80 443; do A+=(-p "$p"); done\ndocker run "${A[@]}" --name a alpine',
    means: ["a: privileged ?${A[@]}"],
  },
  {
    kind: "shell",
    text: 'A=(--rm)\n[ -n "$X" ] && A+=(--privileged)\ndocker run "${A[@]}" --name a alpine',
    means: ["a: ?${A[@]}"],
  },
  { kind: "shell", text: "[ -d x ] && docker run --name a --privileged alpine", means: ["a: privileged"] },
  // What is written to a shell.
  { kind: "shell", text: 'echo "docker run --name a --privileged alpine" | sh', means: ["a: privileged"] },
  { kind: "shell", text: "echo 'docker run --name a --privileged alpine' | sudo bash -s", means: ["a: privileged"] },
  { kind: "shell", text: "echo docker run --name a --privileged alpine | bash -x", means: ["a: privileged"] },
  { kind: "shell", text: "printf '%s\\n' 'docker run --name a --net=host alpine' | sh", means: ["a: net=host"] },
  { kind: "shell", text: "cat <<EOF | sh\ndocker run --name a --privileged alpine\nEOF", means: ["a: privileged"] },
  { kind: "shell", text: "cat <<EOF | ssh host sh\ndocker run --name a --privileged alpine\nEOF", means: [] },
  { kind: "shell", text: 'echo "docker run --name a --privileged alpine" | tee run.sh', means: [] },
  { kind: "shell", text: 'echo "docker run --name a --privileged alpine" | sh other.sh', means: [] },
  { kind: "shell", text: 'echo -e "x\\ndocker run --name a --privileged alpine" | sh', means: [] },
  { kind: "shell", text: 'echo "sh; sh; docker run --name a --pid=host alpine" | sh', means: ["a: pid=host"] },
  // Programs that start others.
  { kind: "shell", text: "watch docker run --name a --privileged alpine", means: ["a: privileged"] },
  { kind: "shell", text: "watch -n 5 -d 'docker run --name a --privileged alpine'", means: ["a: privileged"] },
  { kind: "shell", text: "watch -n5 -x docker run --name a --privileged alpine", means: ["a: privileged"] },
  {
    kind: "shell",
    text: "tmux new-session -d -s x 'docker run --name a --privileged alpine'",
    means: ["a: privileged"],
  },
  {
    kind: "shell",
    text: "tmux -L y new -ds x docker run --name a --net=host alpine \\; split-window 'top'",
    means: ["a: net=host"],
  },
  { kind: "shell", text: "tmux send-keys -t x 'docker run --name a --privileged alpine' Enter", means: [] },
  { kind: "shell", text: "screen -dmS x docker run --name a --privileged alpine", means: ["a: privileged"] },
  { kind: "shell", text: "screen -d -m bash -c 'docker run --name a --privileged alpine'", means: ["a: privileged"] },
  { kind: "shell", text: "screen -S x -X stuff 'docker run --name a --privileged alpine'", means: [] },
  {
    kind: "shell",
    text: "op run --env-file=.env -- docker run --name a --privileged alpine",
    means: ["a: privileged"],
  },
  { kind: "shell", text: "dotenvx run -f x -- docker run --name a --net=host alpine", means: ["a: net=host"] },
  { kind: "shell", text: "kubectl exec p -- docker run --name a --privileged alpine", means: [] },
  { kind: "shell", text: "retry 3 docker run --name a --privileged alpine", means: ["a: privileged"] },
  { kind: "shell", text: "with_retry 5 10s sudo docker run --name a --privileged alpine", means: ["a: privileged"] },
  { kind: "shell", text: "retry_later host docker run --name a --privileged alpine", means: [] },
  {
    kind: "shell",
    text: 'retry() { echo "$@"; }\nretry docker run --name a --privileged alpine',
    means: [],
  },
  { kind: "shell", text: "log docker run --name a --privileged alpine", means: [] },
  {
    kind: "makefile",
    text: "define go\n@echo go\ndocker run --name a \\\n  --privileged $(1)\nendef\na:\n\t$(call go,alpine)\n",
    means: ["a: privileged"],
  },
  {
    kind: "makefile",
    text: "define go =\n\tdocker run --name a --net=host alpine\nendef\na:\n\t$(go)\n",
    means: ["a: net=host"],
  },
  {
    kind: "makefile",
    text: 'define HELP\ndocker run --name a --privileged alpine\nendef\nexport HELP\na:\n\t@echo "$$HELP"\n',
    means: [],
  },
  {
    kind: "makefile",
    text: "FLAGS = --rm\nFLAGS += --privileged\na:\n\tdocker run $(FLAGS) --name a alpine\n",
    means: ["a: privileged"],
  },
  {
    kind: "makefile",
    text: "FLAGS = --rm\nifdef X\nFLAGS += --privileged\nendif\na:\n\tdocker run $(FLAGS) --name a alpine\n",
    means: ["a: ?$FLAGS"],
  },
  {
    kind: "makefile",
    text: "FLAGS += --privileged\na:\n\tdocker run $(FLAGS) --name a alpine\n",
    means: ["a: ?$FLAGS"],
  },
  {
    kind: "makefile",
    text: "a: b ; docker run --name a --privileged alpine\nURL := x;y\nb:\n",
    means: ["a: privileged"],
  },
  { kind: "makefile", text: "a:; @docker run --name a \\\n  --privileged alpine\n", means: ["a: privileged"] },
  {
    kind: "makefile",
    text: "D = docker run --name a --privileged\na:\n\tsudo $(D) alpine\n",
    means: ["a: privileged"],
  },
  {
    kind: "makefile",
    text: "a:\n\t@for i in 1 2; do \\\n\t  docker run --name a -v $$PWD/..:/up --pid=host $$i; \\\n\tdone\n",
    means: ["a: pid=host /:/up"],
  },
  {
    kind: "makefile",
    text: "a:\n\tdocker run --name a $(if $(GPU),--gpus all,) --privileged alpine\n",
    means: ["a: privileged ?$(if ${GPU},--gpus all,)"],
  },
  {
    kind: "makefile",
    text: 'a:\n\tdocker run --name a -v "$(shell pwd)/d":/d -v $(HOME)/.ssh:/s alpine\n',
    means: ["a: /here/d:/d ~/.ssh:/s"],
  },
  {
    kind: "workflow",
    text: 'on: push\nenv: { OPTS: "--privileged" }\njobs:\n  a:\n    steps:\n      - run: docker run --name a $OPTS alpine\n',
    means: ["a: privileged"],
  },
  {
    kind: "workflow",
    text: 'on: push\njobs:\n  a:\n    env: { OPTS: "--net host" }\n    steps:\n      - run: docker run --name a ${{ env.OPTS }} alpine\n',
    means: ["a: net=host"],
  },
  {
    kind: "workflow",
    text: 'on: push\nenv: { OPTS: "--privileged" }\njobs:\n  a:\n    steps:\n      - run: echo OPTS= >> $GITHUB_ENV\n      - run: docker run --name a $OPTS alpine\n',
    means: ["a: ?$OPTS"],
  },
  {
    kind: "workflow",
    text: 'on: push\njobs:\n  a:\n    steps:\n      - env: { OPTS: "${{ inputs.o }}" }\n        run: docker run --name a $OPTS alpine\n',
    means: ["a: ?$OPTS"],
  },
  {
    kind: "workflow",
    text: "on: push\njobs:\n  a:\n    steps:\n      - shell: pwsh\n        run: |\n          docker run --name a `\n            --privileged `\n            alpine\n",
    means: ["a: privileged"],
  },
  {
    kind: "workflow",
    text: "on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps:\n      - run: |\n          docker run --name a `\n            --network host alpine\n",
    means: ["a: net=host"],
  },
  {
    kind: "workflow",
    text: "on: push\njobs:\n  a:\n    steps:\n      - run: docker run --name a -v ./x:/x -v ${{ github.workspace }}/..:/up alpine\n",
    means: ["a: /here/x:/x /:/up"],
  },
  {
    kind: "workflow",
    text: "on: push\njobs:\n  a:\n    container:\n      image: alpine\n      options: >-\n        --privileged\n        --name a -v /var/run/docker.sock:/s\n    steps: []\n",
    means: ["a: privileged /var/run/docker.sock:/s"],
  },
  {
    kind: "workflow",
    text: 'on: push\njobs:\n  a:\n    services:\n      db:\n        image: postgres\n        options: --health-cmd "pg_isready -U x" --cap-add SYS_ADMIN\n    steps: []\n',
    means: ["db: +SYS_ADMIN"],
  },
  {
    kind: "workflow",
    text: "on: push\njobs:\n  a:\n    services:\n      db:\n        image: redis\n        options: ${{ matrix.opts }} --pid=host\n    steps: []\n",
    means: ["db: pid=host ?matrix.opts"],
  },
  {
    kind: "gitlab",
    text: "a:\n  script:\n    - &run docker run --name a --privileged alpine\nb:\n  script:\n    - *run\n",
    means: ["a: privileged"],
  },
  {
    kind: "gitlab",
    text: "a:\n  script:\n    - [docker run --name a --pid=host alpine, docker run --name b --net=host alpine]\n",
    means: ["a: pid=host", "b: net=host"],
  },
  { kind: "gitlab", text: "a:\n  before_script: docker run --name a --privileged alpine\n", means: ["a: privileged"] },
  {
    kind: "mcp",
    text: '{"servers":{"a":{"command":"sh","args":["-c","docker run -i --name a --privileged x"]}}}',
    means: ["a: privileged"],
  },
  {
    kind: "mcp",
    text: '{"servers":{"a":{"command":"bash","args":["-lc","exec docker run -i --name a -v ~/.aws:/a x \\"$@\\""]}}}',
    means: ["a: ~/.aws:/a"],
  },
  {
    kind: "mcp",
    text: '{"mcpServers":{"a":{"command":"wsl","args":["-d","U","docker","run","-i","--name","a","--privileged","x"]}}}',
    means: ["a: privileged"],
  },
  {
    kind: "mcp",
    text: '{"mcpServers":{"a":{"command":"env","args":["A=1","docker","run","-i","--name=a","--pid=host","x"]}}}',
    means: ["a: pid=host"],
  },
  {
    kind: "mcp",
    text: '{"mcpServers":{"a":{"command":"sudo","args":["podman","run","-i","--name=a","--net=host","x"]}}}',
    means: ["a: podman net=host"],
  },
  {
    kind: "mcp",
    text: '{"mcpServers":{"a":{"command":"docker","args":["exec","-i","--privileged","a","sh"]}}}',
    means: [],
  },
  {
    kind: "markdown",
    text: '```sh\nARGS=(--privileged)\ndocker run "${ARGS[@]}" --name a alpine\n```\n',
    means: ["a: privileged"],
  },
  {
    kind: "markdown",
    text: "```console\n$ docker run --name a \\\n>   --privileged alpine\n# ls\n```\n",
    means: ["a: privileged"],
  },
];
