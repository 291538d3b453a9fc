/**
 * A function that leaves out the folder which all of these files share: the report says which file, not where on
 * somebody's disk the archive lies. Addresses keep their host unless all of them share it.
 */
export function dropSharedFolder(sources: string[]): (source: string) => string {
  const [first, ...others] = sources.map(foldersOf);
  if (first === undefined) return (source) => source;
  let shared = first.length;
  for (const folders of others) {
    let same = 0;
    while (same < shared && folders[same] === first[same]) same += 1;
    shared = same;
  }
  const start = first.slice(0, shared).join("").length;
  const prefix = first.slice(0, shared).join("");
  return (source) => (source.startsWith(prefix) ? source.slice(start) : source);
}

/** "a/b/c.pdf" -> ["a/", "b/"]. */
function foldersOf(source: string): string[] {
  return source.match(/[^/\\]*[/\\]/g) ?? [];
}
