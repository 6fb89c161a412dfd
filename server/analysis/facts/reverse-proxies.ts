/**
 * Images that stand between the world and the services of a project, by repository without registry and tag.
 * Known from use, and each seen so in Compose files of public repositories; read in November 2026 was https://github.com/linuxserver/docker-swag.
 */
const REVERSE_PROXIES: ReadonlySet<string> = new Set([
  "caddy",
  "envoyproxy/envoy",
  "haproxy",
  "httpd",
  "jc21/nginx-proxy-manager",
  "jwilder/nginx-proxy",
  "kong",
  "linuxserver/swag",
  "lucaslorentz/caddy-docker-proxy",
  "nginx",
  "nginxinc/nginx-unprivileged",
  "nginxproxy/nginx-proxy",
  "openresty/openresty",
  "traefik",
]);

/** Whether the image is known as a reverse proxy. */
export function isReverseProxy(repository: string): boolean {
  return REVERSE_PROXIES.has(repository);
}
