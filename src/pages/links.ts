/**
 * A path of this server as it may stand in a link, or "/" for anything else. "//host", "/\host" and paths with control
 * characters, which browsers drop, would lead to another server; "javascript:" would run.
 */
export const localPath = (path: string): string => (/^\/(?!\/)[^\\\p{Cc}]*$/u.test(path) ? path : "/");
