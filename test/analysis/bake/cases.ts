/** A bake file, the fix of a finding by its rule and by the start of its title, and what is left of the file. */
export interface Mended {
  readonly name: string;
  readonly before: string;
  readonly rule: string;
  readonly title: string;
  readonly after: string;
}

export const MENDED: readonly Mended[] = [
  {
    name: "docker-bake.hcl",
    before:
      'target "app" {\n  entitlements = ["security.insecure", "network.host"]\n  tags         = ["acme/app"]\n}\n',
    rule: "insecure-build",
    title: "Remove",
    after: 'target "app" {\n  entitlements = ["network.host"]\n  tags         = ["acme/app"]\n}\n',
  },
  {
    name: "docker-bake.hcl",
    before:
      'target "app" {\n  network      = "host"\n  entitlements = [\n    "network.host",\n  ]\n  context = "app" # here\n}\n',
    rule: "host-network-build",
    title: "Remove",
    after: 'target "app" {\n  context = "app" # here\n}\n',
  },
  {
    name: "docker-bake.hcl",
    before: 'target "gpu" { entitlements = ["device"] }\n',
    rule: "build-device",
    title: "Remove",
    after: 'target "gpu" { }\n',
  },
  {
    name: "docker-bake.hcl",
    before:
      'target "app" {\r\n  context = "https://github.com/acme/app.git#3f786850e387550fdab836ed7e6dc881de23001b"\r\n  secret = ["id=npm,env=NPM_TOKEN"]\r\n  tags = ["a"]\r\n}\r\n',
    rule: "remote-build-credentials",
    title: "Remove secrets npm",
    after:
      'target "app" {\r\n  context = "https://github.com/acme/app.git#3f786850e387550fdab836ed7e6dc881de23001b"\r\n  tags = ["a"]\r\n}\r\n',
  },
  {
    name: "docker-bake.json",
    before: '{ "target": { "app": { "context": ".", "entitlements": ["network.host", "security.insecure"] } } }\n',
    rule: "insecure-build",
    title: "Remove",
    after: '{ "target": { "app": { "context": ".", "entitlements": ["network.host"] } } }\n',
  },
];

/** What is put to `buildx bake --print`. Nothing in it names a file of the machine, an agent or a variable that the environment sets. */
export const CASES: readonly { readonly name: string; readonly text: string }[] = [
  hcl('target "app" {}'),
  hcl('target "app" {\n  context = "app"\n  dockerfile = "Dockerfile.prod"\n  target = "final"\n  network = "none"\n}'),
  hcl(
    'variable "TAG" { default = "1.4" }\ntarget "app" {\n  args = { TAG = TAG, FULL = "v${TAG}-x", N = 1, B = true }\n}',
  ),
  hcl('variable "TAG" {}\ntarget "app" {\n  args = { TAG = TAG, FULL = "v${TAG}" }\n}'),
  hcl('A = "top"\ntarget "app" { args = { A = A } }'),
  hcl(
    'target "base" {\n  args = { A = "base", B = "base" }\n  contexts = { x = "target:other" }\n  entitlements = ["network.host"]\n  labels = { l = "1" }\n}\ntarget "other" {}\ntarget "app" {\n  inherits = ["base"]\n  args = { B = "app", C = "app" }\n  contexts = { y = "docker-image://alpine" }\n  entitlements = ["security.insecure"]\n  labels = { m = "2" }\n}',
  ),
  hcl(
    'target "a" {\n  context = "a"\n  target = "x"\n}\ntarget "b" {\n  context = "b"\n}\ntarget "app" { inherits = ["a", "b"] }',
  ),
  hcl('target "app" { args = { A = "x" } }\ntarget "app" {\n  args = { B = "y" }\n  context = "later"\n}'),
  hcl('target "base" { args = { A = "kept" } }\ntarget "app" {\n  inherits = ["base"]\n  args = { A = null }\n}'),
  hcl(
    'target "app" {\n  name = "app-${v}-${replace(w, ".", "-")}"\n  matrix = {\n    v = ["slim", "full"]\n    w = ["1.0", "2.0"]\n  }\n  args = { V = v, W = w }\n  entitlements = v == "full" ? ["network.host"] : []\n}',
  ),
  hcl(
    'variable "ARCH" { default = "amd64,arm64" }\ntarget "app" {\n  name = "app-${arch}"\n  matrix = { arch = split(",", ARCH) }\n  args = { ARCH = upper(arch) }\n}',
  ),
  hcl(
    'target "app" {\n  name = "app-${item.tag}"\n  matrix = {\n    item = [\n      { tag = "a", stage = "x" },\n      { tag = "b", stage = "y" },\n    ]\n  }\n  target = item.stage\n}',
  ),
  hcl(
    'variable "USE_GLIBC" { default = "" }\ntarget "app" {\n  args = {\n    BASE = USE_GLIBC == "1" ? "debian" : "alpine"\n    NOT = !equal(USE_GLIBC, "1")\n    AND = USE_GLIBC == "" && true\n    SUM = 1 + 2 * 3\n    LESS = 2 < 10\n  }\n}',
  ),
  hcl(
    'function "tag" {\n  params = [name, version]\n  result = "${name}:${upper(version)}"\n}\ntarget "app" {\n  args = { T = tag("acme", "v1") }\n}',
  ),
  hcl(
    'variable "NAMES" { default = ["a", "b"] }\ntarget "app" {\n  args = { J = join("+", concat(NAMES, ["c"])), I = NAMES[1], L = lower("ABC"), S = trimspace(" x "), P = trimprefix("v1", "v") }\n}',
  ),
  hcl('variable "NET" { default = "host" }\ntarget "app" { network = NET }'),
  hcl('variable "X" { default = null }\ntarget "app" { args = { X = X, Y = "y" } }'),
  hcl('target "app" {\n  dockerfile-inline = <<EOT\nFROM alpine\nRUN echo "$HOME"\n\nUSER 1000\nEOT\n}'),
  hcl('target "app" {\n  dockerfile-inline = <<-EOT\n    FROM alpine\n      RUN true\n    EOT\n}'),
  hcl(
    'variable "V" { default = "3" }\ntarget "app" {\n  dockerfile-inline = <<EOT\nFROM alpine:${V}\nRUN echo $${HOME} "a\\nb"\nEOT\n}',
  ),
  hcl('target "app" {\n  args = { A = "a\\tb\\"c\\\\d\\u00e9", B = "$${x} %%{y} $z" }\n}'),
  hcl(
    '# one\n// two\n/* three\n   lines */\ntarget "app" { # four\n  args = { # five\n    A = "#no", // six\n    B = "//no" /* seven */\n  }\n}',
  ),
  hcl('target "app" {\n  args = {\n    "QUOTED" = "1"\n    COLON: "2"\n  }\n}'),
  hcl('target app {\n  tags = [\n    "a",\n    "b",\n  ]\n  args = {}\n}\ngroup default { targets = ["app"] }'),
  hcl('target "app" {\n  secret = ["id=npm,env=NPM_TOKEN", { id = "pip", env = "PIP" }]\n  context = "cwd://sub"\n}'),
  hcl('target "app" {\n  args = { A = [for x in ["a"] : x][0], B = "b" }\n}'),
  hcl('target "app" {\n  args = { A = sha256("x"), B = format("%s", "y"), C = "c" }\n}'),
  hcl('target "app" {\n  args = { A = (true\n    ? "yes"\n    : "no"), B = -1 + 2 }\n}'),
  json(
    '{"target":{"app":{"args":{"A":"${TAG}","B":"x"},"entitlements":["network.host"]}},"variable":{"TAG":{"default":"1.4"}}}',
  ),
  json(
    '{"group":{"default":{"targets":["app"]}},"target":{"base":{"network":"host"},"app":{"inherits":["base"],"dockerfile-inline":"FROM alpine\\nUSER 1\\n"}}}',
  ),
  json('{"target":[{"app":{"context":"x"}},{"app":{"args":{"A":"1"}}}]}'),
  hcl(
    'variable "OUT" { default = "/etc" }\ntarget "app" {\n  output = ["type=local,dest=${OUT}/x", "out", "-", "type=tar,dest=-", { type = "tar", dest = "/root/a.tar" }, "type=docker", "type=oci,dest=../i.tar,compression=gzip", "type=image,push=true,name=acme/app"]\n}',
  ),
  hcl(
    'target "base" {\n  output = ["/a"]\n  attest = ["type=sbom"]\n}\ntarget "app" {\n  inherits = ["base"]\n  output = ["/b"]\n  attest = ["type=provenance,mode=max"]\n}',
  ),
  hcl('target "base" { output = ["/a"] }\ntarget "app" { inherits = ["base"] }'),
  json('{"target":{"app":{"output":["type=local,dest=/srv",{"type":"local","dest":"/srv/b"}]}}}'),
  ...MENDED.flatMap(({ name, before, after }) => [before, after].map((text) => ({ name, text }))),
];

function hcl(text: string): { readonly name: string; readonly text: string } {
  return { name: "docker-bake.hcl", text: `${text}\n` };
}

function json(text: string): { readonly name: string; readonly text: string } {
  return { name: "docker-bake.json", text };
}
