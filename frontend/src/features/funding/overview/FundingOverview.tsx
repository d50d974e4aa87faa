/** Pupil Premium Plus (SC-10): the award of a year and where every pound of it stands. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { longDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { plural } from "../../../lib/text";
import { isFinancialYear, nextYear, yearBefore } from "../../../lib/years";
import { StackedBar } from "../../../ui/charts/StackedBar";
import { PrintButton } from "../../../ui/ListLinks";
import { Page } from "../../../ui/Page";
import { Faces, facesOf } from "../../../ui/Faces";
import { useHasRole } from "../../../ui/person";
import { Tile, Tiles } from "../../../ui/Tiles";
import { FundingNav } from "../FundingNav";
import { NotAccounted } from "../NotAccounted";
import { overviewQuery, type Overview } from "../queries";
import { AWARD_KINDS, yearWords } from "../words";
import { ToDecide } from "./ToDecide";

export function FundingOverview() {
  const [search] = useSearchParams();
  const asked = search.get("year");
  const overview = useQuery(overviewQuery(isFinancialYear(asked) ? asked : ""));
  const year = overview.data?.financial_year;
  const seesRequests = useHasRole("vsh", "vs_officer");
  return (
    <Page
      title={`Pupil Premium Plus${year === undefined ? "" : ` ${yearWords(year)}`}`}
      tab="Pupil Premium Plus"
      lead={overview.data && <AwardWords overview={overview.data} />}
      actions={
        <>
          {year !== undefined && (
            <>
              <Link to={paths.funding({ year: yearBefore(year) })}>Year before</Link>
              <Link to={paths.funding({ year: nextYear(year) })}>Next year</Link>
            </>
          )}
          <PrintButton />
        </>
      }
    >
      <FundingNav />
      <Faces what="the year’s money" {...facesOf(overview)}>
        {overview.data && <Year overview={overview.data} />}
      </Faces>
      <div className="onr-stack">
        {seesRequests && year !== undefined && <ToDecide year={year} />}
        {seesRequests && overview.data && <NotAccounted overview={overview.data} {...facesOf(overview)} />}
      </div>
    </Page>
  );
}

function AwardWords({ overview: { award, policy_version } }: Readonly<{ overview: Overview }>) {
  if (award === null) return "No award has been posted for this year.";
  const how = award.children_count !== null && award.rate_pence !== null ? `: ${plural(award.children_count, "child", "children")} at ${pounds(award.rate_pence)}` : "";
  return `Award ${pounds(award.award_pence)}, ${AWARD_KINDS[award.kind].toLowerCase()}${how}. ${policy_version === null ? "No policy is published." : `Policy version ${policy_version}.`}`;
}

function Year({ overview }: Readonly<{ overview: Overview }>) {
  const seesAwards = useHasRole("vsh", "vs_finance");
  if (overview.award === null) {
    return (
      <p className="onr-empty">
        No award entered for {yearWords(overview.financial_year)}. {seesAwards && <Link to={paths.awards()}>Enter it</Link>}
      </p>
    );
  }
  const { paid_pence, agreed_pence, asked_pence, free_pence } = overview;
  const parts = [
    { key: "paid", words: "Paid", value: paid_pence, shown: pounds(paid_pence) },
    { key: "agreed", words: "Agreed", value: agreed_pence, shown: pounds(agreed_pence) },
    { key: "asked", words: "Asked", value: asked_pence, shown: pounds(asked_pence) },
    { key: "free", words: "Free", value: free_pence, shown: pounds(free_pence) },
  ];
  return (
    <div className="onr-stack onr-below">
      <StackedBar
        parts={parts}
        sentence={`Of ${pounds(overview.award.award_pence)}: ${parts.map(({ words, shown }) => `${words.toLowerCase()} ${shown}`).join(", ")}.`}
      />
      <YearTiles overview={overview} />
    </div>
  );
}

function YearTiles({ overview }: Readonly<{ overview: Overview }>) {
  const { left_pence, must_be_allocated_by, school_days_left, payments_ready, requests_to_decide, advanced_pence, evidenced_pence, central_pot_pence } = overview;
  return (
    <Tiles label="At a glance">
      <Tile
        number={pounds(left_pence)}
        words={`still to agree by ${longDate(must_be_allocated_by)}`}
        detail={`${school_days_left === null ? "School days are not known: no calendar." : plural(school_days_left, "school day left", "school days left")}${central_pot_pence > 0 ? `; ${pounds(central_pot_pence)} of it central` : ""}`}
      />
      <Tile number={String(requests_to_decide.count)} words={requests_to_decide.count === 1 ? "request to decide" : "requests to decide"} detail={pounds(requests_to_decide.pence)} tone={requests_to_decide.count === 0 ? "calm" : "normal"} />
      <Tile number={String(payments_ready.count)} words={payments_ready.count === 1 ? "payment ready" : "payments ready"} detail={pounds(payments_ready.pence)} tone={payments_ready.count === 0 ? "calm" : "normal"} />
      <Tile number={pounds(advanced_pence)} words="paid, not yet accounted for" detail={`${pounds(evidenced_pence)} accounted for`} />
    </Tiles>
  );
}
