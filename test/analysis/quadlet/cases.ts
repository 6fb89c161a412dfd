/** Files by name: the units of one directory. */
export type Units = Readonly<Record<string, string>>;

/** A unit of the name with these lines in its section. */
function container(...lines: readonly string[]): Units {
  return { "a.container": `[Container]\nImage=docker.io/library/alpine:3.22\n${lines.join("\n")}\n` };
}

/** A unit, the fix of a finding by its rule and by the start of its title, and what is left of the unit. */
export interface Mended {
  readonly before: Units;
  readonly rule: string;
  readonly title: string;
  readonly after: Units;
}

const NGINX = "[Unit]\nDescription=web\n\n[Container]\nImage=docker.io/library/nginx:1.29\n";

export const MENDED: readonly Mended[] = [
  {
    before: { "db.container": "[Container]\nImage=docker.io/library/postgres:17\nPublishPort=5432:5432\n" },
    rule: "exposed-admin-port",
    title: "Bind",
    after: { "db.container": "[Container]\nImage=docker.io/library/postgres:17\nPublishPort=127.0.0.1:5432:5432\n" },
  },
  {
    before: { "web.container": `${NGINX}\n[Install]\nWantedBy=default.target\n` },
    rule: "unhardened",
    title: "Drop",
    after: {
      "web.container": `${NGINX}DropCapability=all\nAddCapability=CHOWN SETGID SETUID\n\n[Install]\nWantedBy=default.target\n`,
    },
  },
  {
    before: { "web.container": NGINX },
    rule: "unhardened",
    title: "Add no-new",
    after: { "web.container": `${NGINX}NoNewPrivileges=true\n` },
  },
  {
    before: {
      "vpn.container": "[Container]\nImage=docker.io/acme/vpn:1\nAddCapability=NET_ADMIN SYS_MODULE NET_RAW\n",
    },
    rule: "dangerous-capability",
    title: "Remove SYS_MODULE",
    after: { "vpn.container": "[Container]\nImage=docker.io/acme/vpn:1\nAddCapability=NET_ADMIN NET_RAW\n" },
  },
  {
    before: {
      "p.container":
        "[Container]\nImage=docker.io/acme/agent:1\nPodmanArgs=--pid=host \\\n  --privileged \\\n  --cpus 2\nExec=run\n",
    },
    rule: "privileged",
    title: "Remove",
    after: {
      "p.container": "[Container]\nImage=docker.io/acme/agent:1\nPodmanArgs=--pid=host \\\n  --cpus 2\nExec=run\n",
    },
  },
  {
    before: { "p.container": "[Container]\nImage=docker.io/acme/agent:1\nPodmanArgs=--privileged\nExec=run\n" },
    rule: "privileged",
    title: "Remove",
    after: { "p.container": "[Container]\nImage=docker.io/acme/agent:1\nExec=run\n" },
  },
  {
    before: { "s.container": "[Container]\nImage=docker.io/acme/agent:1\nSeccompProfile=unconfined\nUser=1000\n" },
    rule: "seccomp-unconfined",
    title: "Remove",
    after: { "s.container": "[Container]\nImage=docker.io/acme/agent:1\nUser=1000\n" },
  },
  {
    before: { "r.container": "[Container]\r\nImage=docker.io/acme/agent:1\r\nReadOnly=Y\r\n" },
    rule: "invalid-option",
    title: "Replace",
    after: { "r.container": "[Container]\r\nImage=docker.io/acme/agent:1\r\nReadOnly=true\r\n" },
  },
  {
    before: { "r.container": "[Container]\nImage=docker.io/acme/agent:1\nNoNewPrivileges=enabled\n" },
    rule: "invalid-option",
    title: "Replace",
    after: { "r.container": "[Container]\nImage=docker.io/acme/agent:1\nNoNewPrivileges=true\n" },
  },
  {
    before: { "t.container": "[Container]\nImage=docker.io/acme/agent:1\nDropCapabilty=all\n" },
    rule: "invalid-option",
    title: "Rename",
    after: { "t.container": "[Container]\nImage=docker.io/acme/agent:1\nDropCapability=all\n" },
  },
  {
    before: { "k.container": "[Container]\nImage=docker.io/acme/agent:1\nVolume=/home:/home:Z,ro\n" },
    rule: "selinux-relabel",
    title: "Leave",
    after: { "k.container": "[Container]\nImage=docker.io/acme/agent:1\nVolume=/home:/home:ro\n" },
  },
  {
    before: { "n.container": "[Container]\nImage=docker.io/acme/agent:1\nNetwork=host\n# why\n" },
    rule: "host-network",
    title: "Remove",
    after: { "n.container": "[Container]\nImage=docker.io/acme/agent:1\n# why\n" },
  },
];

/** What is put to Podman's generator: keys by themselves, how they meet, and what it refuses. */
export const CASES: readonly Units[] = [
  container("AddCapability=NET_ADMIN CAP_SYS_ADMIN", "AddCapability=kill", "DropCapability=ALL"),
  container("AddCapability=NET_ADMIN", "AddCapability=", 'AddCapability="CHOWN" FOWNER'),
  container("AddDevice=-/dev/null /dev/zero:/dev/z:rw", "AddDevice=/dev/full"),
  container("AddHost=a:10.0.0.1", "Annotation=a=b c=d", 'Label=x=1 "y=a b"', "Label=x=2"),
  container("AppArmor=unconfined", "SeccompProfile=unconfined", "SeccompProfile=/etc/a b.json"),
  container("SecurityLabelDisable=yes", "SecurityLabelNested=1", "SecurityLabelType=spc_t"),
  container("SecurityLabelFileType=usr_t", "SecurityLabelLevel=s0:c1,c2", 'SecurityLabelType="a_t"'),
  container("Unmask=ALL", "Mask=/proc/a:/proc/b /proc/c"),
  container("NoNewPrivileges=TRUE", "ReadOnly=on", "ReadOnlyTmpfs=false", "RunInit=1"),
  container("NoNewPrivileges=enabled", "ReadOnly=Y", "RunInit=0", "EnvironmentHost=t"),
  container("NoNewPrivileges=true", "NoNewPrivileges=", "ReadOnly=true", "ReadOnly=false"),
  container("User=1000", "Group=1001", "GroupAdd=keep-groups"),
  container("User=0", "User="),
  container('User="app"', "UserNS=keep-id:uid=200,gid=210"),
  container("UIDMap=0:10000:10 10:20000:10", "GIDMap=0:10000:10", "SubUIDMap=u", "SubGIDMap=g"),
  container("RemapUsers=auto"),
  container("RemapUsers=keep-id"),
  container("Network=host", "Network=", "Network=bridge"),
  container("Network=host"),
  container("Network=pasta:--map-gw", "NetworkAlias=x", "IP=10.0.0.2", "IP6=fd00::2", "HostName=h"),
  container(
    "PublishPort=8080:80",
    "PublishPort=127.0.0.1:8081:81/udp",
    "PublishPort=[::1]:90:90",
    "ExposeHostPort=50-59",
  ),
  container("PublishPort=8080:80", "PublishPort=", "PublishPort=9090:90"),
  container("Volume=/a:/b", "Volume=./c:/d:ro,Z", "Volume=data:/e", "Volume=/f", 'Volume="/g h":/i', "Volume=%h/x:/y"),
  container("Mount=type=bind,source=/a,destination=/b,ro=true", "Mount=type=tmpfs,destination=/c"),
  container('Mount=type=bind,source=./d,"destination=/e f"', "Tmpfs=/g:rw,size=1m", "Tmpfs=/h"),
  container("Memory=512m", "PidsLimit=-1", "ShmSize=64m", "Ulimit=nofile=1:2", "Ulimit=nproc=3"),
  container("Sysctl=net.ipv4.ip_forward=1 kernel.msgmax=1", "Sysctl=net.core.somaxconn=2"),
  container('Environment=A=b "C=d e"', "Environment=A=f", "EnvironmentFile=./env %t/env", "Environment=G"),
  container("Environment=A=a\\x20b", "Environment='B=c d'", "Environment=C=50%%"),
  container("Secret=db,type=env,target=PW", "Secret=other"),
  container("Exec=sh -c 'echo hi'", 'Exec=a "b c" d\\x20e'),
  container("Entrypoint="),
  container("Exec=a test\\.com b"),
  container("Exec=a\\nb 'c d'"),
  container("Pod=web"),
  container("SubUIDMap=u", "RemapUsers=auto"),
  { "v.volume": "[Volume]\nOptions=bind\n" },
  { "v.network": "[Network]\nGateway=10.0.0.1\n" },
  { "v.kube": "[Kube]\nPublishPort=80:80\n" },
  { "v.build": "[Build]\nImageTag=a\n" },
  { "v.build": "[Build]\nFile=/a\n" },
  { "v.image": "[Image]\nTLSVerify=false\n" },
  container("Entrypoint=/bin/x", "WorkingDir=/w", "StopSignal=INT", "StopTimeout=20", "Timezone=local"),
  container("HealthCmd=curl localhost", "HealthInterval=2m", "HealthRetries=3", "HealthOnFailure=kill"),
  container("LogDriver=journald", "LogOpt=path=/x tag=y", "CgroupsMode=no-conmon", "Pull=never", "Retry=3"),
  container("DNS=1.1.1.1", "DNSOption=ndots:1", "DNSSearch=example.com"),
  container("PodmanArgs=--privileged --pid=host \\", "  --cgroupns host", "GlobalArgs=--log-level=debug"),
  container('PodmanArgs="--env=A=b c" --cpus 2 -v /x:/y', "PodmanArgs=", "PodmanArgs=--ipc host"),
  container("ContainerName=web-%p", "AutoUpdate=registry", "Notify=yes", "HttpProxy=false"),
  container("AddCapability=A \\", "# in between", "  B", "; c", "# d", "  User = 5"),
  container("VolatileTmp=yes"),
  container("[Service]", "Type=oneshot", "Restart=no"),
  container("[Service]", "User=bob"),
  container("Group=5"),
  container("Privileged=true"),
  container("CapDrop=ALL", "[Quadlet]", "DefaultDependencies=false"),
  container("[Quadlet]", "Default=false"),
  container("not a line"),
  { "b.container": "Image=x\n[Container]\nImage=y\n" },
  { "b.container": "[Container]\nExec=x\n" },
  { "b.container": "[Container]\nRootfs=/r\nReadOnly=true\n" },
  { "b.container": "[Unit]\nDescription=x\n" },
  {
    "data.container": "[Container]\nImage=quay.io/a/b:1\nVolume=conf.volume:/conf\nVolume=named.volume:/n:ro\n",
    "conf.volume": "[Volume]\nDevice=/etc\nType=none\nOptions=bind\n",
    "named.volume": "[Volume]\nVolumeName=other\nLabel=a=b\n",
  },
  {
    "n.container": "[Container]\nImage=quay.io/a/b:1\nNetwork=lan.network:ip=10.0.0.9\nNetwork=own.network\n",
    "lan.network": "[Network]\nDriver=macvlan\nOptions=parent=eth0\n",
    "own.network": "[Network]\nInternal=true\nNetworkName=inner\n",
  },
  {
    "n.container": "[Container]\nImage=quay.io/a/b:1\nNetwork=web.container\n",
    "web.container": "[Container]\nImage=quay.io/a/c:1\n",
  },
  {
    "p.container": "[Container]\nImage=quay.io/a/b:1\nPod=web.pod\n",
    "web.pod": "[Pod]\nPublishPort=8080:80\nVolume=/srv:/srv\nUserNS=auto\nPodmanArgs=--share=net\n",
  },
  {
    "i.container": "[Container]\nImage=app.image\n",
    "app.image": "[Image]\nImage=quay.io/a/b:1\n",
  },
  {
    "db.container":
      "[Container]\nImage=docker.io/library/postgres:17\nDropCapability=ALL\nAddCapability=CHOWN FOWNER\nPublishPort=127.0.0.1:5432:5432\n",
    "db.container.d/50-debug.conf":
      "[Container]\nDropCapability=\nAddCapability=SYS_PTRACE\nPublishPort=\nPublishPort=5432:5432\n",
  },
  ...MENDED.flatMap(({ before, after }) => [before, after]),
];
