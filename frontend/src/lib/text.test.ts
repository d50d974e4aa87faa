import { describe, expect, it } from "vitest";
import { listed, plural, share } from "./text";
import { yearGroup } from "./yearGroup";

describe("words", () => {
  it("agrees in number", () => {
    expect(plural(1, "child", "children")).toBe("1 child");
    expect(plural(1234, "child", "children")).toBe("1,234 children");
  });

  it("lists with a last and", () => {
    expect(listed([])).toBe("");
    expect(listed(["a"])).toBe("a");
    expect(listed(["a", "b", "c"])).toBe("a, b and c");
  });

  it("names year groups", () => {
    expect(yearGroup("R")).toBe("Reception");
    expect(yearGroup("9")).toBe("Year\u00a09");
    expect(yearGroup(null)).toBe("Year not known");
  });

  it("puts counts before the rate and decimals only where a hundred or more stand behind them", () => {
    expect(share(7, 12, 0.5833)).toBe("7 of 12 (58%)");
    expect(share(83, 120, 0.6917)).toBe("83 of 120 (69.2%)");
    expect(share(2, 2, null)).toBe("2 of 2");
  });
});
