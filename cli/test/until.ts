/** Settles when `holds` does; fails after `within_ms`, generous because machines differ. */
export async function until(holds: () => boolean, within_ms = 60_000): Promise<void> {
  const deadline = performance.now() + within_ms;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`still not: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
