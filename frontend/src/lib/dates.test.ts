import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dateOf, fullDate, longDate, moment, readDate, shortDate, time, weekdayShort } from "./dates";

const TODAY = "2026-11-23";

describe.each(["Europe/London", "America/Los_Angeles", "Pacific/Auckland"])("in the zone %s", (zone) => {
  beforeAll(() => void vi.stubEnv("TZ", zone));
  afterAll(() => void vi.unstubAllEnvs());

  it("writes a plain date as the day it names", () => {
    expect(longDate("2026-11-23")).toBe("23 November 2026");
    expect(fullDate("2026-11-23")).toBe("Monday 23 November 2026");
    expect(weekdayShort("2026-11-24")).toBe("Tue\u00a024");
  });

  it("names the weekday within seven days and the year outside this school year", () => {
    expect(shortDate("2026-11-24", TODAY)).toBe("Tue\u00a024\u00a0Nov");
    expect(shortDate("2026-10-02", TODAY)).toBe("2\u00a0Oct");
    expect(shortDate("2027-03-31", TODAY)).toBe("31\u00a0Mar");
    expect(shortDate("2026-07-03", TODAY)).toBe("3\u00a0Jul\u00a02026");
  });

  it("shows instants in London, on both nights when the clock changes", () => {
    expect(time("2026-11-20T16:40:00Z")).toBe("16:40");
    expect(time("2026-06-20T16:40:00Z")).toBe("17:40");
    expect(dateOf("2026-03-29T00:30:00Z")).toBe("2026-03-29");
    expect(time("2026-03-29T01:30:00Z")).toBe("02:30");
    expect(time("2026-10-25T00:30:00Z")).toBe("01:30");
    expect(time("2026-10-25T01:30:00Z")).toBe("01:30");
    expect(dateOf("2026-06-30T23:30:00Z")).toBe("2026-07-01");
  });

  it("says today for today", () => {
    expect(moment("2026-11-23T08:12:00Z", TODAY)).toBe("Today, 08:12");
    expect(moment("2026-11-20T18:03:00Z", TODAY)).toBe("Fri\u00a020\u00a0Nov, 18:03");
  });

  it("reads only days that exist", () => {
    expect(readDate("23", "11", "2026")).toBe("2026-11-23");
    expect(readDate(" 3", "1 ", "2027")).toBe("2027-01-03");
    expect(readDate("29", "2", "2027")).toBeNull();
    expect(readDate("29", "2", "2028")).toBe("2028-02-29");
    expect(readDate("", "11", "2026")).toBeNull();
    expect(readDate("1", "13", "2026")).toBeNull();
    expect(readDate("1", "1", "26")).toBeNull();
  });
});
