/**
 * Images that stand between the world and the services of a project, by repository without registry and tag.
 * Source: what each image's own page says that it is for, https://hub.docker.com/_/traefik and its like.
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
