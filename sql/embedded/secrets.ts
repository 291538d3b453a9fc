import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { WarehouseError } from "../errors.js";

/** Passwords of the archive's own server: of its owner, and of the login that may only read marts. */
export interface Secrets {
  owner: string;
  reader: string;
}

/** Reads the passwords from their file, which only its owner may read; makes both at the first call. */
export function readSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    const secrets: Secrets = { owner: makePassword(), reader: makePassword() };
    const half = `${file}.half-${process.pid}`;
    writeFileSync(half, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
    renameSync(half, file);
    return secrets;
  }
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  } catch (error) {
    throw new WarehouseError(
      "DATA_FOLDER_FOREIGN",
      { folder: file.replace(/[^/]*$/, ""), file },
      { cause: error },
    );
  }
}

function makePassword(): string {
  return randomBytes(24).toString("base64url");
}
