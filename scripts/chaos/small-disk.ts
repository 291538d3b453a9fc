import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A folder on a disk that can be filled to the last byte without harm to anybody else. */
export interface SmallDisk {
  folder: string;
  /** False where no disk could be mounted (only root may): the folder lies on an ordinary disk, which is not filled. */
  isSmall: boolean;
  fill(): void;
  free(): void;
  /** Takes the disk away with all that is on it. */
  remove(): void;
}

const PIECE = Buffer.alloc(1 << 20, 1);

/** Mounts a small disk of `sizeMb` MB at `folder`. */
export function createSmallDisk(folder: string, sizeMb: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m,mode=755`, "tmpfs", folder]);
  const isSmall = mounted.status === 0;
  const ballast = join(folder, "ballast");
  return {
    folder,
    isSmall,
    fill: () => {
      const file = openSync(ballast, "a");
      try {
        for (let piece = PIECE; piece.length > 0; ) {
          try {
            writeSync(file, piece);
          } catch {
            piece = piece.subarray(0, piece.length >> 1);
          }
        }
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      if (isSmall) spawnSync("umount", [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
