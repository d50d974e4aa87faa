import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Sparkline } from "./Sparkline";
import { StackedBar } from "./StackedBar";

it("says what its line shows", async () => {
  const { container } = render(<Sparkline values={[11, 28, 5]} sentence="11, then 28, 5 this week so far." />);

  expect(screen.getByRole("img", { name: "11, then 28, 5 this week so far." })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("draws nothing where there is nothing", () => {
  const { container } = render(<Sparkline values={[]} sentence="Nothing." />);
  expect(container.innerHTML).toBe("");
});

it("names every part of a whole, however small", async () => {
  const parts = [
    { key: "paid", words: "Paid", value: 1_000_000, shown: "£10,000" },
    { key: "asked", words: "Asked", value: 1, shown: "£0.01" },
    { key: "free", words: "Free", value: 0, shown: "£0" },
  ];
  const { container } = render(<StackedBar parts={parts} sentence="Paid £10,000, asked £0.01, free £0." />);

  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["Paid £10,000", "Asked £0.01", "Free £0"]);
  const widths = [...container.querySelectorAll(".onr-bar rect")].map((rect) => Number(rect.getAttribute("width")));
  expect(widths[1]).toBeGreaterThan(0);
  expect(widths[2]).toBe(0);
  await expect(container).toHaveNoAxeViolations();
});
