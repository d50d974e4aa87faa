/** The four numbers of the morning, each with what it means. */
import type { Overview } from "../../features/funding/queries";
import type { Today } from "../../features/placements/queries";
import { Sparkline } from "../../ui/charts/Sparkline";
import { dayAndMonth } from "../../lib/dates";
import { pounds } from "../../lib/money";
import { count, plural } from "../../lib/text";
import { Tile, Tiles } from "../../ui/Tiles";

type TodayTilesProps = Readonly<{ today: Today | undefined; overview: Overview | undefined }>;

export function TodayTiles({ today, overview }: TodayTilesProps) {
  if (!today && !overview) return null;
  return (
    <Tiles label="At a glance">
      {today && <WithoutPlaceTile today={today} />}
      {today && <PastDateTile today={today} />}
      {overview && <MoneyTile overview={overview} />}
      {today && <LostDaysTile today={today} />}
    </Tiles>
  );
}

function WithoutPlaceTile({ today: { without_place: place } }: Readonly<{ today: Today }>) {
  const longest = place.items[0]?.school_days ?? null;
  const lost = `${plural(place.school_days_lost, "school day", "school days")} lost so far`;
  return (
    <Tile
      number={count(place.total)}
      words={place.total === 1 ? "child with no school place" : "children with no school place"}
      detail={place.total === 0 ? "Nobody waits." : longest === null ? lost : `${lost}; the longest wait is ${longest}`}
      tone={place.total === 0 ? "calm" : "late"}
    />
  );
}

function PastDateTile({ today: { past_date: past } }: Readonly<{ today: Today }>) {
  const longest = past.items[0]?.school.name;
  return (
    <Tile
      number={count(past.total)}
      words={past.total === 1 ? "application past its date" : "applications past their date"}
      detail={past.total === 0 ? "Every school has answered in time." : `${past.past_limit} past the legal limit, ${past.past_target} past a target; longest: ${longest}`}
      tone={past.total === 0 ? "calm" : past.past_limit > 0 ? "late" : "normal"}
    />
  );
}

function MoneyTile({ overview }: Readonly<{ overview: Overview }>) {
  const schools = overview.returns_not_accounted_total;
  return (
    <Tile
      number={pounds(overview.advanced_pence)}
      words="paid, not yet accounted for"
      detail={schools === 0 ? "No school that was asked is waited for." : `${plural(schools, "school was", "schools were")} asked and not done yet`}
      tone={schools === 0 ? "calm" : "normal"}
    />
  );
}

/** The last of the twelve weeks is this one, so far. */
function LostDaysTile({ today: { days_lost_by_week: weeks } }: Readonly<{ today: Today }>) {
  const values = weeks.map(({ school_days }) => school_days);
  const now = values.at(-1) ?? 0;
  const last = values.at(-2);
  const first = values[0];
  const sentence =
    last === undefined || first === undefined
      ? "First week of counting."
      : `${last} last week; ${first} in the week of ${dayAndMonth(weeks[0]?.week ?? "")}`;
  return (
    <Tile
      number={count(now)}
      words={now === 1 ? "school day lost this week so far" : "school days lost this week so far"}
      detail={sentence}
      chart={<Sparkline values={values} sentence={`School days lost each week: ${sentence}, ${now} this week so far.`} />}
    />
  );
}
