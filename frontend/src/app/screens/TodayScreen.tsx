/** Today (SC-1): who has no place, which schools are past their date, which have not accounted, what comes next. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { NotAccounted } from "../../features/funding/NotAccounted";
import { overviewQuery } from "../../features/funding/queries";
import { todayQuery } from "../../features/placements/queries";
import { Also } from "../../features/placements/today/Also";
import { Answered } from "../../features/placements/today/Answered";
import { Coming } from "../../features/placements/today/Coming";
import { PastDate } from "../../features/placements/today/PastDate";
import { WithoutPlace } from "../../features/placements/today/WithoutPlace";
import { dayAndMonth, weekdayDate } from "../../lib/dates";
import { paths } from "../../lib/paths";
import { capital, plural } from "../../lib/text";
import { Banner } from "../../ui/Banner";
import { Page } from "../../ui/Page";
import { facesOf } from "../../ui/Faces";
import { useToday } from "../../ui/today";
import { useIs } from "../session";
import { TodayTiles } from "./TodayTiles";

const EVERY_MINUTE = 60_000;

type Scope = "mine" | "team";

function useScope(): Scope {
  const [search] = useSearchParams();
  const head = useIs("vsh");
  const chosen = search.get("scope");
  if (chosen === "mine" || chosen === "team") return chosen;
  return head ? "team" : "mine";
}

export function TodayScreen() {
  const scope = useScope();
  const day = useToday();
  const seesMoney = useIs("vsh", "vs_officer");
  const today = useQuery({ ...todayQuery(scope), refetchInterval: EVERY_MINUTE });
  const overview = useQuery({ ...overviewQuery(""), enabled: seesMoney });
  const faces = facesOf(today);

  return (
    <Page
      title={`Today, ${weekdayDate(today.data?.today ?? day)}`}
      tab="Today"
      lead={today.data && <Calendar today={today.data} />}
      actions={<Views scope={scope} />}
    >
      {today.data?.holiday_until && (
        <Banner kind="warn">
          School holiday until {dayAndMonth(today.data.holiday_until)}. School days do not count; calendar-day clocks run on.
        </Banner>
      )}
      <TodayTiles today={today.data} overview={seesMoney ? overview.data : undefined} />
      <div className="onr-columns">
        <div className="onr-stack">
          <WithoutPlace today={today.data} {...faces} />
          <PastDate today={today.data} {...faces} />
          {seesMoney && <NotAccounted overview={overview.data} {...facesOf(overview)} />}
          <Also today={today.data} />
        </div>
        <div className="onr-stack">
          <Answered />
          <Coming today={today.data} {...faces} />
        </div>
      </div>
    </Page>
  );
}

type CalendarProps = Readonly<{
  today: Readonly<{
    school_day_number: number | null;
    school_days_in_year: number | null;
    term: string | null;
    school_days_left_in_term: number | null;
  }>;
}>;

function Calendar({ today }: CalendarProps) {
  const { school_day_number: number, school_days_in_year: of, term, school_days_left_in_term: left } = today;
  if (number === null || of === null) return "No calendar covers today: school days cannot be counted.";
  const end = term !== null && left !== null ? ` ${capital(term)} term ends in ${plural(left, "school day", "school days")}.` : "";
  return `School day ${number} of ${of}.${end}`;
}

function Views({ scope }: Readonly<{ scope: Scope }>) {
  return (
    <>
      <div className="onr-segments">
        <Link to={paths.today({ scope: "mine" })} aria-current={scope === "mine" || undefined}>
          Mine
        </Link>
        <Link to={paths.today({ scope: "team" })} aria-current={scope === "team" || undefined}>
          Team
        </Link>
      </div>
      <button type="button" className="onr-linkbutton" onClick={() => window.print()}>
        Print
      </button>
    </>
  );
}
