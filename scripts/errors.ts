import { isDiskFull } from "../sql/errors.js";

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, wrongUsage: 2, someNotCoded: 3, interrupted: 130 } as const;

/** The user asked for something that cannot be: exit code 2, the message alone, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something is in the way that the user can remove: exit code 1, the message alone, no stack. */
export class ExpectedError extends Error {
  override readonly name = "ExpectedError";
}

/** A line a user can act on for faults of the machine that are no fault of the program; else null. */
export function explainMachineFault(error: unknown): string | null {
  const { code, message = "" } = (error ?? {}) as { code?: string; message?: string };
  if (isDiskFull(error)) {
    return `The disk is full (${message}). Free some space and run the same command again: what was done is kept.`;
  }
  switch (code) {
    case "EACCES":
    case "EPERM":
      return `This user may not do that: ${message}. Change the permissions, or choose another folder with --data DIR.`;
    case "EROFS":
      return `The file system is read-only: ${message}. Choose another folder with --data DIR.`;
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "ETIMEDOUT":
      return `The server does not answer: ${message}. Check DATABASE_URL and REDIS_URL, and that the servers run (\`boardsense doctor\`).`;
    case "28P01":
    case "28000":
      return `The database refuses the user or password: ${message}. Check DATABASE_URL.`;
    case "3D000":
      return `${message}. Create it first (createdb), or correct DATABASE_URL.`;
    default:
      return null;
  }
}
