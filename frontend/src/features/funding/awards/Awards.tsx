/** Awards and rates: entered by one person, posted or confirmed by another. */
import { useQuery } from "@tanstack/react-query";
import { longDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { plural } from "../../../lib/text";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Page } from "../../../ui/Page";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { useHasRole } from "../../../ui/person";
import { useSay } from "../../../ui/Status";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { useSubmission } from "../../../ui/useSubmission";
import { FundingNav } from "../FundingNav";
import { FUNDING_PROBLEMS } from "../problemWords";
import { awardsQuery, usePostAward, type Award } from "../queries";
import { AWARD_KINDS, AWARD_STATES, yearWords } from "../words";
import { EnterAward } from "./EnterAward";
import { Rates } from "./Rates";

function columns(post: (award: Award) => void): readonly Column<Award>[] {
  return [
    { key: "year", head: "Year", cell: ({ financial_year, scheme }) => <span className="onr-table__name">{`${yearWords(financial_year)}${scheme === "LAC" ? "" : `, ${scheme}`}`}</span> },
    { key: "kind", head: "Kind", cell: ({ kind }) => AWARD_KINDS[kind] },
    {
      key: "how",
      head: "Children and rate",
      cell: ({ children_count, rate_pence }) => (children_count === null ? "" : `${plural(children_count, "child", "children")}${rate_pence === null ? "" : ` at ${pounds(rate_pence)}`}`),
    },
    { key: "pence", head: "Award", kind: "number", cell: ({ award_pence }) => <strong>{pounds(award_pence)}</strong> },
    {
      key: "split",
      head: "Central and for schools",
      cell: ({ central_pence, devolved_pence }) => (central_pence === null || devolved_pence === null ? <span className="onr-quiet">Not split yet</span> : `${pounds(central_pence)} and ${pounds(devolved_pence)}`),
    },
    { key: "source", head: "Source", cell: ({ source, notified_on }) => (notified_on === null ? source : `${source}, ${longDate(notified_on)}`) },
    { key: "state", head: "State", cell: ({ state }) => <Tag {...AWARD_STATES[state]} /> },
    {
      key: "action",
      head: "Action",
      kind: "action",
      cell: (award) =>
        award.allowed_actions.includes("post") && (
          <Button small about={yearWords(award.financial_year)} onClick={() => post(award)}>
            Post
          </Button>
        ),
    },
  ];
}

export function Awards() {
  const awards = useQuery(awardsQuery());
  const say = useSay();
  const mayEnter = useHasRole("vsh", "vs_finance");
  const posting = useSubmission(usePostAward(), {
    words: { names: {}, problems: FUNDING_PROBLEMS },
    done: ({ award_pence }) => say(`The award of ${pounds(award_pence)} is posted and split.`),
  });
  const rows = awards.data?.items ?? [];
  return (
    <Page title="Awards and rates" lead="One person enters, another posts. A September intake and children entering care after 31 March earn nothing for the year, though they are supported.">
      <FundingNav />
      <div className="onr-stack">
        <Panel heading="Awards" aside="newest year first" what="awards" {...facesOf(awards)} empty={rows.length === 0 && "No award has been entered yet."}>
          <ErrorSummary errors={posting.errors} />
          <Table caption="Awards, newest year first" columns={columns(({ id, version }) => void posting.submit({ id, version }))} rows={rows} rowKey={({ id }) => id} />
          {rows.some(({ state }) => state === "draft") && <p className="onr-quiet onr-panel__foot">Posting is for the virtual school head, if somebody else entered the award.</p>}
        </Panel>
        {mayEnter && <EnterAward />}
        <Rates />
      </div>
    </Page>
  );
}
