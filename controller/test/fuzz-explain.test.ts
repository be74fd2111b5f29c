import type { Reason } from "@crossing/config";
import { explain } from "@crossing/controller";
import { expect, test } from "vitest";

test.each(["a-code-of-tomorrow", "toString", "__proto__"])(
  "a recording of another version whose reason is %s is still explained, by the code itself",
  (code) => {
    const reason = { code, numbers: {} } as unknown as Reason;
    expect([explain(reason, "en"), explain(reason, "zh")]).toEqual([code, code]);
  },
);
