import { UnrecoverableError } from "bullmq";

const MARK = "fault of boardsense: ";

/** A fault of the program, which its handler has kept in the warehouse: the job is over and leaves no letter. */
export class FaultError extends UnrecoverableError {
  constructor(message: string) {
    super(MARK + message);
  }
}

/** Whether a job failed by such a fault, by what the queue kept of it. */
export function isFault(failedReason: string): boolean {
  return failedReason.startsWith(MARK);
}
