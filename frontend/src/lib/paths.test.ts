import { describe, expect, it } from "vitest";
import { entryOf } from "./entries";
import { paths, safeNext, withQuery } from "./paths";

describe("paths", () => {
  it("gives a school's link the small entry and everything else the staff app", () => {
    expect(entryOf("/r/abc")).toBe("school.html");
    expect(entryOf("/s/abc?x=1")).toBe("school.html");
    expect(entryOf("/returns")).toBe("index.html");
    expect(entryOf("/school")).toBe("index.html");
    expect(entryOf("/")).toBe("index.html");
  });

  it("leaves out what is not chosen", () => {
    expect(withQuery("/children", { status: "no_place", year: "", cursor: null })).toBe("/children?status=no_place");
    expect(paths.today()).toBe("/");
  });

  it.each(["//evil.test", "https://evil.test", "/\\evil.test", "children", null])("does not follow %s after signing in", (next) => {
    expect(safeNext(next)).toBe("/");
  });

  it("goes on to where one was going", () => {
    expect(safeNext("/applications/1?x=2")).toBe("/applications/1?x=2");
  });
});
