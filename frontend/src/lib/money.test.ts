import { describe, expect, it } from "vitest";
import { pounds, poundsField, readMoney } from "./money";

describe("money", () => {
  it("writes pounds, and pence only where there are any", () => {
    expect(pounds(0)).toBe("£0");
    expect(pounds(123_400)).toBe("£1,234");
    expect(pounds(123_450)).toBe("£1,234.50");
    expect(pounds(-505)).toBe("-£5.05");
    expect(poundsField(54_005)).toBe("540.05");
  });

  it.each([
    ["540", 54_000],
    ["540.00", 54_000],
    ["540.5", 54_050],
    ["£540", 54_000],
    ["1,200", 120_000],
    ["1,200,300.01", 120_030_001],
    ["0.29", 29],
  ])("reads %s", (text, pence) => {
    expect(readMoney(text)).toEqual({ pence });
  });

  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["abc", "not_money"],
    ["12,00", "not_money"],
    ["-5", "not_money"],
    ["1e3", "not_money"],
    ["5.005", "too_many_decimals"],
  ])("refuses %j as %s", (text, problem) => {
    expect(readMoney(text)).toEqual({ problem });
  });

  it("reads back what it writes", () => {
    for (const pence of [0, 1, 99, 100, 54_005, 1_234_567_890]) {
      expect(readMoney(pounds(pence))).toEqual({ pence });
      expect(readMoney(poundsField(pence))).toEqual({ pence });
    }
  });
});
