import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { Button } from "./Button";
import { Field } from "./Field";
import { Form } from "./Form";
import { useSubmission } from "./useSubmission";

type Send = (body: { note: string }, key: string) => Promise<string>;
const WORDS = { names: { note: "the note" } };

function Note({ send, done = () => undefined }: Readonly<{ send: Send; done?: (answer: string) => void }>) {
  const submission = useSubmission(send, { words: WORDS, done });
  return (
    <Form submission={submission} read={(values) => ({ note: values.text("note") })}>
      <Field id="note" label="Note" />
      <Button type="submit" busy={submission.pending}>
        Send
      </Button>
    </Form>
  );
}

const keysOf = (send: ReturnType<typeof vi.fn<Send>>) => send.mock.calls.map(([, key]) => key);

it("sends once however often one presses", async () => {
  let finish: (answer: string) => void = () => undefined;
  const send = vi.fn<Send>(() => new Promise((resolve) => (finish = resolve)));
  const done = vi.fn<() => void>();
  render(<Note send={send} done={done} />);

  await userEvent.type(screen.getByLabelText("Note"), "hello");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await act(async () => finish("kept"));

  expect(send).toHaveBeenCalledOnce();
  expect(done).toHaveBeenCalledWith("kept");
});

it("waits out a busy service under the same key and says so", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const send = vi.fn<Send>().mockRejectedValueOnce(new Problem(503, "overloaded", {}, "5")).mockResolvedValueOnce("kept");
  const done = vi.fn<() => void>();
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
  render(<Note send={send} done={done} />);

  await user.click(screen.getByRole("button", { name: "Send" }));
  expect((await screen.findAllByText("Busy; trying again in 5 seconds")).length).toBeGreaterThan(0);
  await act(() => vi.advanceTimersByTimeAsync(5000));

  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(new Set(keysOf(send)).size).toBe(1);
});

it("stays filled when the session has ended, and goes on with the same key after signing in beside it", async () => {
  const send = vi.fn<Send>().mockRejectedValueOnce(new Problem(401, "sign_in_required")).mockResolvedValueOnce("kept");
  const done = vi.fn<() => void>();
  render(<Note send={send} done={done} />);

  await userEvent.type(screen.getByLabelText("Note"), "hello");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(await screen.findByRole("link", { name: "Sign in again in a new tab" })).toBeTruthy();
  expect(screen.getByLabelText("Note")).toHaveProperty("value", "hello");

  act(() => void window.dispatchEvent(new Event("focus")));

  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(new Set(keysOf(send)).size).toBe(1);
});

it("takes a new key once a value has changed", async () => {
  const send = vi.fn<Send>().mockRejectedValue(new Problem(422, "validation_failed", { errors: [{ pointer: "/note", code: "too_long" }] }));
  render(<Note send={send} />);

  await userEvent.type(screen.getByLabelText("Note"), "a");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await userEvent.type(screen.getByLabelText("Note"), "b");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));

  const [first, second, third] = keysOf(send);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

it("puts the focus on the summary, links to the field and marks the tab", async () => {
  const send = vi.fn<Send>().mockRejectedValue(new Problem(422, "validation_failed", { errors: [{ pointer: "/note", code: "missing" }] }));
  const { container } = render(<Note send={send} />);

  await userEvent.click(screen.getByRole("button", { name: "Send" }));

  const summary = await screen.findByRole("alert", { name: "There is a problem" });
  expect(document.activeElement).toBe(summary);
  expect(document.title.startsWith("Error: ")).toBe(true);
  await userEvent.click(screen.getByRole("link", { name: "Enter the note" }));
  expect(document.activeElement).toBe(screen.getByLabelText("Note"));
  await expect(container).toHaveNoAxeViolations();
});
