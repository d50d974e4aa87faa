/** The chronology, newest first; mails delivered and opened stand in it too. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { moment } from "../../../lib/dates";
import { Button } from "../../../ui/Button";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { Timeline } from "../../../ui/Timeline";
import { useToday } from "../../../ui/today";
import { timelineQuery } from "../queries";

const VIA: Readonly<Record<string, string>> = { reply_link: ", through its link", api: ", through the API", app: "", system: "" };

export function ApplicationTimeline({ applicationId }: Readonly<{ applicationId: string }>) {
  const today = useToday();
  const [cursor, setCursor] = useState("");
  const timeline = useQuery(timelineQuery(applicationId, cursor));
  const entries = timeline.data?.items ?? [];
  const next = timeline.data?.next_cursor;

  return (
    <Panel heading="Timeline" aside="newest first" what="the timeline" {...facesOf(timeline)}>
      <Timeline
        entries={entries.map(({ id, at, kind, by, via, text }) => ({
          key: id,
          title: text,
          by: `by ${by}${VIA[via] ?? ""}`,
          at: moment(at, today),
          clock: kind === "limit_passed",
        }))}
      />
      <div className="onr-buttons">
        {next && (
          <Button kind="secondary" small onClick={() => setCursor(next)}>
            Load older
          </Button>
        )}
        {cursor !== "" && (
          <Button kind="secondary" small onClick={() => setCursor("")}>
            Back to the newest
          </Button>
        )}
      </div>
    </Panel>
  );
}
