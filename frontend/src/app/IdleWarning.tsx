/** Five minutes before the session ends for want of a click: "Stay signed in" (UI-7). */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { sessionQuery, type Session } from "../features/gateway/queries";
import { millisecondsUntil, time } from "../lib/dates";

const WARN_BEFORE_MS = 5 * 60_000;
const ASK_AGAIN_AFTER_MS = 60_000;

export function IdleWarning({ session }: Readonly<{ session: Session }>) {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const ends = session.idle_expires_at;
  const ask = (staleTime: number) => void client.fetchQuery({ ...sessionQuery(), staleTime });

  return (
    <>
      <Moved key={pathname} ask={() => ask(ASK_AGAIN_AFTER_MS)} />
      {ends !== null && <Warning key={ends} ends={ends} stay={() => ask(0)} />}
    </>
  );
}

/** Each page opened has prolonged the session at the server; once a minute the end is asked anew. */
function Moved({ ask }: Readonly<{ ask: () => void }>) {
  const [first] = useState(() => ask);
  useEffect(() => first(), [first]);
  return null;
}

function Warning({ ends, stay }: Readonly<{ ends: string; stay: () => void }>) {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const left = millisecondsUntil(ends);
    // An end that has passed already means that this computer's clock is not the server's: no word is better than a wrong one.
    if (left === 0) return undefined;
    const timer = setTimeout(() => setNear(true), Math.max(0, left - WARN_BEFORE_MS));
    return () => clearTimeout(timer);
  }, [ends]);

  return (
    <div role="status" className={near ? "onr-notes" : undefined}>
      {near && (
        <div className="onr-banner onr-banner--warn">
          You will be signed out at {time(ends)} because nothing happened for a while.{" "}
          <button type="button" className="onr-linkbutton" onClick={stay}>
            Stay signed in
          </button>
        </div>
      )}
    </div>
  );
}
