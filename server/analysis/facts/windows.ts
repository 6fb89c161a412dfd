/**
 * Whether an image surely is a Windows image, where none of the Linux walls are there.
 * `repository` is the full name without tag, with the registry where it is not Docker Hub.
 * Source: https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images, and the tags of
 * https://mcr.microsoft.com/catalog (`nanoserver-ltsc2022`, `windowsservercore-1809`).
 */
export function isWindowsImage(repository: string, tag: string | undefined): boolean {
  if (/^mcr\.microsoft\.com\/windows(?:\/|$)/.test(repository)) return true;
  if (/^microsoft\/(?:nanoserver|windowsservercore|iis|aspnet)$/.test(repository)) return true;
  if (/^mcr\.microsoft\.com\/dotnet\/framework\//.test(repository)) return true;
  return tag !== undefined && /(?:^|[-.])(?:nanoserver|windowsservercore)(?:[-.]|$)/i.test(tag);
}
