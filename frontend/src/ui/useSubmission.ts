/**
 * One filled form on its way to the server: pressed twice it is sent once, busy is waited out, a lost
 * session is resumed, and all of it under one idempotency key (FS-19, UI-7, UI-8).
 */
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { FormKey } from "../api/formKey";
import { Problem } from "../api/problem";
import { errorsOf, type FieldError, type FormWords } from "./fieldErrors";

const MOST_WAITS = 3;
const SECOND = 1000;

export type Submission<Body> = Readonly<{
  errors: readonly FieldError[];
  problem: Problem | null;
  pending: boolean;
  /** What to say while waiting for a busy service. */
  waiting: string | null;
  submit: (body: Body) => Promise<void>;
  /** Errors found before anything was sent, such as a date that does not exist. */
  refuse: (errors: readonly FieldError[]) => void;
}>;

type Options<Answer> = Readonly<{ words: FormWords; done: (answer: Answer) => void }>;

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function useSubmission<Body, Answer>(
  send: (body: Body, key: string) => Promise<Answer>,
  { words, done }: Options<Answer>,
): Submission<Body> {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const [waiting, setWaiting] = useState<string | null>(null);
  const key = useRef<FormKey>(undefined);
  key.current ??= new FormKey();
  const busy = useRef(false);
  const unsent = useRef<Body>(undefined);

  async function patiently(body: Body): Promise<Answer> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await send(body, key.current?.for(body) ?? "");
      } catch (error) {
        const passing = Problem.of(error);
        if (!passing.passes || waits >= MOST_WAITS) throw passing;
        const seconds = passing.retryAfterSeconds ?? 2;
        setWaiting(`Busy; trying again in ${seconds} ${seconds === 1 ? "second" : "seconds"}`);
        await sleep(seconds * SECOND);
      }
    }
  }

  async function submit(body: Body): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    try {
      const answer = await patiently(body);
      key.current?.succeeded();
      unsent.current = undefined;
      setErrors([]);
      setProblem(null);
      done(answer);
    } catch (error) {
      const failed = Problem.of(error);
      unsent.current = failed.status === 401 ? body : undefined;
      setProblem(failed);
      setErrors(errorsOf(failed, words));
    } finally {
      busy.current = false;
      setPending(false);
      setWaiting(null);
    }
  }

  const refuse = useCallback((found: readonly FieldError[]) => {
    setProblem(null);
    setErrors(found);
  }, []);

  const resume = useEffectEvent(() => {
    if (unsent.current !== undefined) void submit(unsent.current);
  });
  const signedOut = problem?.status === 401;
  useEffect(() => {
    if (!signedOut) return undefined;
    const back = () => resume();
    window.addEventListener("focus", back);
    return () => window.removeEventListener("focus", back);
  }, [signedOut]);

  return { errors, problem, pending, waiting, submit, refuse };
}
