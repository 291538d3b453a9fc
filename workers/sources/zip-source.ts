/** The source of a PDF inside a ZIP archive: the archive's path, "!/" and the name in it. */
export function memberSource(path: string, name: string): string {
  return `${path}!/${name}`;
}

/** The file behind a source, and the name in it where the file is a ZIP archive. */
export function splitSource(source: string): { path: string; member?: string } {
  const match = /^(.*?\.zip)!\/(.+)$/is.exec(source);
  return match === null ? { path: source } : { path: match[1] as string, member: match[2] as string };
}

/** Whether a file is taken for a ZIP archive: by its ending. */
export function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}
