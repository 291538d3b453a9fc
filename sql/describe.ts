import type { Queryable } from "./run-query.js";

/** A view of `marts` as the data dictionary shows it. */
export interface DescribedView {
  name: string;
  comment: string | null;
  columns: { name: string; type: string; comment: string | null }[];
}

/** A function of `marts` as the data dictionary shows it. */
export interface DescribedFunction {
  name: string;
  /** Its arguments and what it answers: "successes double precision, trials double precision". */
  takes: string;
  answers: string;
  comment: string | null;
}

/** Every function of `marts`, in order of name. */
export async function describeFunctions(db: Queryable): Promise<DescribedFunction[]> {
  const { rows } = await query<DescribedFunction>(
    db,
    `select p.proname as name, pg_get_function_arguments(p.oid) as takes, pg_get_function_result(p.oid) as answers,
            obj_description(p.oid, 'pg_proc') as comment
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'marts'
     order by p.proname collate "C"`,
  );
  return rows;
}

const SCHEMAS = ["raw", "derived", "marts"];
/** Written by the migration runner about itself, not by a migration. */
const RUNNERS_OWN = ["migrations", "views"];

/** Every view of `marts` with its columns in order and what the SQL comments say of them. */
export async function describeMarts(db: Queryable): Promise<DescribedView[]> {
  const { rows } = await query<{
    view: string;
    view_comment: string | null;
    name: string;
    type: string;
    comment: string | null;
  }>(
    db,
    `select c.relname as view, obj_description(c.oid, 'pg_class') as view_comment, a.attname as name,
            format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as comment
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'marts' and c.relkind in ('v', 'm')
     order by c.relname collate "C", a.attnum`,
  );
  const views = new Map<string, DescribedView>();
  for (const row of rows) {
    const view = views.get(row.view) ?? { name: row.view, comment: row.view_comment, columns: [] };
    view.columns.push({ name: row.name, type: row.type, comment: row.comment });
    views.set(row.view, view);
  }
  return [...views.values()];
}

/** The data dictionary as Markdown. */
export function renderDictionary(
  views: readonly DescribedView[],
  functions: readonly DescribedFunction[],
): string {
  const parts = views.map(({ name, comment, columns }) => {
    const rows = columns.map(
      (column) => `| \`${column.name}\` | ${column.type} | ${escapeCell(column.comment ?? "")} |`,
    );
    return [
      `## marts.${name}`,
      "",
      comment ?? "",
      "",
      "| column | type | meaning |",
      "| --- | --- | --- |",
      ...rows,
    ].join("\n");
  });
  return `# Data dictionary

Every view of the schema \`marts\`, the public face of the warehouse, with every column. This file is written by
\`npm run docs:dictionary\` from the comments in the database; change those in \`sql/marts/\`.

${views.map(({ name }) => `- [marts.${name}](#marts${name})`).join("\n")}

${parts.join("\n\n")}

## Functions

| function | answers | meaning |
| --- | --- | --- |
${functions.map((one) => `| \`marts.${one.name}(${one.takes})\` | ${one.answers} | ${escapeCell(one.comment ?? "")} |`).join("\n")}
`;
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/</g, "&lt;");
}

/**
 * The resulting schema of a migrated database as SQL: to be read and compared, not to be run. Two databases that
 * were migrated by the same files on the same version of PostgreSQL give the same text.
 */
export async function dumpSchema(db: Queryable): Promise<string> {
  const parts = [
    ...(await dumpTables(db)),
    ...(await dumpText(db, INDEXES)),
    ...(await dumpText(db, FUNCTIONS)),
    ...(await dumpText(db, VIEWS)),
    ...(await dumpText(db, COMMENTS)),
  ];
  return `-- The schema that the migrations and views result in. Written by \`npm run db:dump\`; changed by migrations only.\n\n${parts.join("\n\n")}\n`;
}

async function dumpTables(db: Queryable): Promise<string[]> {
  const { rows } = await query<{ name: string; part: string }>(
    db,
    `select format('%I.%I', n.nspname, c.relname) as name,
            format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attnotnull then ' not null' else '' end,
              case a.attidentity when 'a' then ' generated always as identity' else '' end,
              case when d.oid is null then ''
                   when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                   else ' default ' || pg_get_expr(d.adbin, d.adrelid) end) as part
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where n.nspname = any ($1) and c.relkind = 'r' and not (n.nspname = 'raw' and c.relname = any ($2))
     order by n.nspname collate "C", c.relname collate "C", a.attnum`,
    [SCHEMAS, RUNNERS_OWN],
  );
  const { rows: constraints } = await query<{ name: string; part: string }>(
    db,
    `select format('%I.%I', n.nspname, c.relname) as name,
            format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as part
     from pg_constraint k
     join pg_class c on c.oid = k.conrelid
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and k.contype in ('p', 'u', 'f', 'c')
     order by k.contype, k.conname collate "C"`,
    [SCHEMAS],
  );
  const tables = new Map<string, string[]>();
  for (const { name, part } of rows) tables.set(name, [...(tables.get(name) ?? []), part]);
  for (const { name, part } of constraints) tables.get(name)?.push(part);
  return [...tables].map(([name, lines]) => `create table ${name} (\n${lines.join(",\n")}\n);`);
}

async function dumpText(db: Queryable, text: string): Promise<string[]> {
  const { rows } = await query<{ part: string }>(db, text, [SCHEMAS]);
  return rows.map(({ part }) => part.trim());
}

const INDEXES = `
  select pg_get_indexdef(i.indexrelid) || ';' as part
  from pg_index i
  join pg_class c on c.oid = i.indrelid
  join pg_class x on x.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  order by n.nspname collate "C", x.relname collate "C"`;

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) || ';' as part
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1)
  order by n.nspname collate "C", p.proname collate "C"`;

const VIEWS = `
  select format('create view %I.%I as%s', n.nspname, c.relname, E'\\n' || pg_get_viewdef(c.oid, 100)) as part
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind = 'v'
  order by n.nspname collate "C", c.relname collate "C"`;

const COMMENTS = `
  select format('comment on %s is %L;', what, said) as part
  from (
    select format('schema %I', n.nspname) as what, obj_description(n.oid, 'pg_namespace') as said
    from pg_namespace n where n.nspname = any ($1)
    union all
    select format('view %I.%I', n.nspname, c.relname), obj_description(c.oid, 'pg_class')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and c.relkind = 'v'
    union all
    select format('function %s', p.oid::regprocedure), obj_description(p.oid, 'pg_proc')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1)
    union all
    select format('column %I.%I.%I', n.nspname, c.relname, a.attname), col_description(c.oid, a.attnum)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = any ($1)
  ) as comments
  where said is not null
  order by what collate "C"`;

async function query<Row>(db: Queryable, text: string, values: unknown[] = []): Promise<{ rows: Row[] }> {
  return (db as { query(text: string, values: unknown[]): Promise<{ rows: Row[] }> }).query(text, values);
}
