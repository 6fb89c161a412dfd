/**
 * Whether a path of `include`, `extends` or a build is a repository, an archive or an artifact elsewhere: Compose and BuildKit fetch such references, and this
 * analysis never does.
 * Sources: https://docs.docker.com/build/concepts/context/#remote-context and https://docs.docker.com/reference/compose-file/include/
 */
export function isRemote(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(path);
}

/** Whether a remote reference always names the same content: a commit of a repository, or a digest. */
export function isPinned(reference: string): boolean {
  return /(?:#|[?&](?:commit|checksum|ref)=)(?:[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])|@sha256:[0-9a-f]{64}/i.test(
    reference,
  );
}
