/** The statements of an SQL file, each with the id that its first comment begins with ("-- table-study: …"). */
export function splitStatements(text: string): { id: string; sql: string }[] {
  return text
    .split(/;\s*(?:\n|$)/)
    .map((sql) => sql.trim())
    .filter((sql) => sql !== "")
    .map((sql) => ({ id: /^-- (table-[\w-]+):/m.exec(sql)?.[1] ?? "", sql }));
}

/** The SQL of a Markdown page: its sql blocks, and texts in r and python blocks that begin with select or with. */
export function sqlOfMarkdown(page: string): string[] {
  const statements: string[] = [];
  for (const [, language, block = ""] of page.matchAll(/```(\w+)\n([\s\S]*?)```/g)) {
    if (language === "sql") statements.push(block);
    if (language === "r" || language === "python") {
      for (const [, sql = ""] of block.matchAll(/"{1,3}(\s*(?:select|with)\s[^"]*)"{1,3}/g))
        statements.push(sql);
    }
  }
  return statements.map((sql) => sql.trim().replace(/;$/, ""));
}
