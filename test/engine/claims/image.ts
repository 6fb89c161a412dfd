import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { PROBE_IMAGE, type Run } from "../machine.ts";
import { MARK } from "./claims.ts";

/** An image that the analysis knows for root's, with a client for the engine's socket and nothing to run but what a claim asks for. */
export const CLAIM_IMAGE = "busybox:bulkhead-claim";

/** Asks the engine for a container that leaves a file in the host's /root, and waits for its end. */
const START_CONTAINER = `#!/bin/perl
my ($socket) = @ARGV;
sub ask {
  my ($method, $url, $body) = @_;
  socket(my $engine, 1, 1, 0) or die "socket: $!\\n";
  connect($engine, pack("Sa108", 1, $socket)) or die "connect: $!\\n";
  my $length = length $body;
  syswrite($engine, "$method $url HTTP/1.0\\r\\nHost: engine\\r\\nContent-Type: application/json\\r\\nContent-Length: $length\\r\\n\\r\\n$body");
  local $/;
  return <$engine>;
}
my $made = ask("POST", "/containers/create", '{"Image":"${CLAIM_IMAGE}","Cmd":["sh","-c","echo > /m/${MARK}/started"],"HostConfig":{"Binds":["/root:/m"],"NetworkMode":"none"}}');
my ($id) = $made =~ /"Id":"([0-9a-f]+)"/ or die $made;
ask("POST", "/containers/$id/start", "");
ask("POST", "/containers/$id/wait", "");
ask("DELETE", "/containers/$id", "") =~ m{^HTTP/1.[01] 204} or die "not removed\\n";
`;

/** Makes the image out of the probe's, whose busybox it shares. */
export async function makeClaimImage(run: Run): Promise<void> {
  const root = await mkdtemp(path.join(os.tmpdir(), "bulkhead-claim-image-"));
  const script = [
    "set -e",
    'perl=$(command -v perl) || { echo "the claims about sockets need perl" >&2; exit 1; }',
    `id=$(docker create ${PROBE_IMAGE}); docker export "$id" | tar -x -C "$1" bin etc tmp; docker rm "$id" > /dev/null`,
    'mkdir -p "$1/mnt" "$1/proc"; chmod 1777 "$1/tmp"; ln -sf busybox "$1/bin/grep"; ln -sf busybox "$1/bin/test"',
    'for file in $(ldd "$perl" | grep -o "/[^ ]*"); do mkdir -p "$1$(dirname "$file")"; cp -L "$file" "$1$file"; done',
    'cp -L "$perl" "$1/bin/perl"; printf %s "$2" > "$1/bin/start-container"; chmod 755 "$1/bin/start-container"',
    `tar -C "$1" -c . | docker import --change 'CMD ["sleep", "3600"]' - ${CLAIM_IMAGE}`,
  ].join("\n");
  try {
    await run("sh", ["-c", script, "sh", root, START_CONTAINER], "/");
  } finally {
    await rm(root, { recursive: true });
  }
}
