/** Work that is done one after the other, in the order in which it came. */
export interface Queue {
  /** Comes to what the work comes to, after all work before it has ended. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** An empty queue. Work that fails does not stop what waits behind it. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const result = last.then(work, work);
      last = result.catch(() => {});
      return result;
    },
  };
}
