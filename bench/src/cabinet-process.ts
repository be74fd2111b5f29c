/** A virtual cabinet as a process of its own, forked by the bench: tells its port, ends with its parent. */
import { startCabinet } from "@crossing/simulator/cabinet";

const { address } = await startCabinet({ host: "127.0.0.1", port: 0, unit: 1 });
process.send?.(address.port);
process.on("disconnect", () => process.exit(0));
