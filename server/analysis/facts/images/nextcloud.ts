import type { CapabilityNeed, Image, When } from "../image.ts";

const REDIS: When = { variable: "REDIS_HOST" };

const START: readonly CapabilityNeed[] = [
  { name: "CHOWN", why: "unpacks its files for www-data" },
  { name: "DAC_OVERRIDE", why: "writes into directories that are www-data's" },
  { name: "FOWNER", why: "sets modes and times of files that are www-data's by then" },
  { name: "SETGID", why: "becomes the group www-data for its workers and for su" },
  { name: "SETUID", why: "becomes www-data for its workers and for su" },
  { name: "AUDIT_WRITE", why: "lets su, which installs and upgrades it, write its audit record", fails: false },
  { name: "KILL", why: "ends workers that are www-data's" },
];

export default {
  names: ["nextcloud"],
  looked: "2026-11",
  versions: { from: "25", to: "33" },
  flavours: ["apache", "production"],
  sources: [
    {
      read: "nextcloud/docker",
      paths: ["31/apache/Dockerfile"],
      commit: "a13ea92ba86df723ec48f680911f1fff68ed67bc",
      tells: ["build"],
    },
    {
      read: "nextcloud/docker",
      paths: ["31/apache/entrypoint.sh"],
      commit: "81c330467306675ff34b8db7f9573698f901c2e2",
      tells: ["start", "secrets", "purpose"],
    },
    { documented: "https://github.com/nextcloud/docker/blob/master/README.md", tells: ["work"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "www-data", by: "the program itself", workersOnly: true },
  asRoot: START,
  asUser: [],
  runAs: {
    uid: 33,
    gid: 33,
    text: "www-data",
    unless: [{ when: REDIS, why: "it writes /usr/local/etc/php/conf.d, which is root's" }],
  },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/run", becomes: "tmpfs", at: "work" },
    { path: "/var/www/html", becomes: "own volume", at: "start" },
    { path: "/usr/local/etc/php/conf.d", becomes: "nothing", at: "start", when: REDIS },
    {
      path: "/etc/apache2/conf-enabled",
      becomes: "nothing",
      at: "start",
      when: { variable: "APACHE_DISABLE_REWRITE_IP" },
    },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [
    { variable: "NEXTCLOUD_ADMIN_PASSWORD", file: "NEXTCLOUD_ADMIN_PASSWORD_FILE" },
    { variable: "MYSQL_PASSWORD", file: "MYSQL_PASSWORD_FILE" },
    { variable: "POSTGRES_PASSWORD", file: "POSTGRES_PASSWORD_FILE" },
    { variable: "REDIS_HOST_PASSWORD", file: "REDIS_HOST_PASSWORD_FILE" },
    { variable: "SMTP_PASSWORD", file: "SMTP_PASSWORD_FILE" },
  ],
  purpose: [],
  variants: [
    {
      tags: { word: "fpm" },
      has: { ports: [{ port: 9000, for: "project" }] },
      sources: [{ documented: "https://github.com/nextcloud/docker/blob/master/README.md", tells: ["build"] }],
    },
    {
      tags: { word: "alpine" },
      has: {
        runAs: {
          uid: 82,
          gid: 82,
          text: "www-data",
          unless: [{ when: REDIS, why: "it writes /usr/local/etc/php/conf.d, which is root's" }],
        },
      },
      sources: [{ documented: "https://github.com/nextcloud/docker/blob/master/README.md", tells: ["build"] }],
    },
  ],
} satisfies Image;
