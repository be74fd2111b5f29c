/** CPU time: what a call costs, however busy the machine is with others. */

/** CPU time of this process per call, ms, over one call for each item. */
export async function cpuPerCall<T>(
  items: readonly T[],
  call: (item: T) => Promise<unknown>,
): Promise<number> {
  const before = process.cpuUsage();
  for (const item of items) await call(item);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / items.length;
}
