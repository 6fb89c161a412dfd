/**
 * Whether a device rule lets block devices be read and written: `b 8:* rwm`, `a *:* rw`.
 * Source: https://docs.kernel.org/admin-guide/cgroup-v1/devices.html
 */
export function diskRule(text: string): boolean {
  const [, type, permissions = ""] = /^([ab])\s+(?:\*|\d+):(?:\*|\d+)\s+([rwm]+)$/.exec(text.trim()) ?? [];
  return type !== undefined && permissions.includes("r") && permissions.includes("w");
}
