/** Whether the frontend has loaded an older bundle than the one that is served. */

const RELOADED = "vxg-events-card-reloaded";
const DIGEST = /\/([0-9a-f]{16})\//;

/** The digest of this bundle, which is part of its address. */
const own = DIGEST.exec(import.meta.url)?.[1];

/** Return whether to offer a reload, which is done once for each version. */
export function isOutdated(version: string | null | undefined): boolean {
  if (!own || !version || !/^[0-9a-f]{16}$/.test(version) || version === own) return false;
  return sessionStorage.getItem(RELOADED) !== version;
}

export function reloadPage(version: string | null): void {
  sessionStorage.setItem(RELOADED, version ?? "");
  location.reload();
}
