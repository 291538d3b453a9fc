/**
 * What `work` resolves to, where it does so in time. Rejects as `work` does, or with "no answer within N s" where it
 * takes longer; the work itself goes on, and what becomes of it then is nobody's concern. Holds no process open.
 */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
