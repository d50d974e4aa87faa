/** Statement (SC-14): the sums of every account, whether they meet the award, and each posting. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { dateOf, shortDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { plural } from "../../../lib/text";
import { isFinancialYear, nextYear, yearBefore } from "../../../lib/years";
import { Banner } from "../../../ui/Banner";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Page } from "../../../ui/Page";
import { Pager } from "../../../ui/Pager";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { Table, type Column } from "../../../ui/Table";
import { useToday } from "../../../ui/today";
import { useSubmission } from "../../../ui/useSubmission";
import { FundingNav } from "../FundingNav";
import { balancesQuery, journalsQuery, useVerifyLedger, type Balances, type Journal, type Schemas } from "../queries";
import { ACCOUNTS, JOURNALS, yearWords } from "../words";

type Verified = Schemas["VerificationOut"];

export function Ledger() {
  const [search] = useSearchParams();
  const asked = search.get("year");
  const balances = useQuery(balancesQuery(isFinancialYear(asked) ? asked : ""));
  const year = balances.data?.financial_year;
  return (
    <Page
      title={`Statement${year === undefined ? "" : ` ${yearWords(year)}`}`}
      tab="Statement"
      lead="Every pound from the award to what schools accounted for."
      actions={
        year !== undefined && (
          <>
            <Link to={paths.ledger({ year: yearBefore(year) })}>Year before</Link>
            <Link to={paths.ledger({ year: nextYear(year) })}>Next year</Link>
          </>
        )
      }
    >
      <FundingNav />
      <div className="onr-stack">
        <Panel heading="Balances" what="balances" {...facesOf(balances)} empty={balances.data?.award_pence === null && balances.data.balances.length === 0 && "No postings this year."}>
          {balances.data && <BalancesView balances={balances.data} />}
        </Panel>
        <Verify />
        <Journals />
      </div>
    </Page>
  );
}

const BALANCE_COLUMNS: readonly Column<Balances["balances"][number]>[] = [
  { key: "account", head: "Account", cell: ({ account }) => <span className="onr-table__name">{ACCOUNTS[account]}</span> },
  { key: "pence", head: "Sum", kind: "number", cell: ({ pence }) => pounds(pence) },
];

function BalancesView({ balances }: Readonly<{ balances: Balances }>) {
  const { reconciled, broken, award_pence, balances: rows } = balances;
  return (
    <div className="onr-stack onr-stack--close">
      <Banner kind={reconciled ? "note" : "late"}>
        {reconciled
          ? `The books meet the award${award_pence === null ? "" : ` of ${pounds(award_pence)}`} and each other, to the penny.`
          : `The books do not meet the award: ${broken.join(", ")}. No payment file can be made until this is found.`}
      </Banner>
      <Table caption="Balances by account" columns={BALANCE_COLUMNS} rows={rows} rowKey={({ account, by }) => `${account} ${by ?? ""}`} />
    </div>
  );
}

function Verify() {
  const [found, setFound] = useState<Verified | null>(null);
  const form = useSubmission(useVerifyLedger(), { words: { names: {} }, done: setFound });
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">The chain</h2>
      <p>Each posting holds the fingerprint of the one before, so that none can be changed unseen.</p>
      <ErrorSummary errors={form.errors} />
      <div className="onr-row onr-panel__foot">
        <Button kind="secondary" busy={form.pending} onClick={() => void form.submit(undefined)}>
          Check the chain
        </Button>
        <span role="status">{found !== null && verifiedWords(found)}</span>
      </div>
    </section>
  );
}

function verifiedWords({ verified, checked, first_bad_seq }: Verified): string {
  if (verified) return `Unbroken: ${plural(checked, "posting", "postings")} checked.`;
  return first_bad_seq === null ? "The chain is whole, but the sums are not right." : `Broken at posting ${first_bad_seq}.`;
}

const debit = ({ lines }: Journal): number => lines.reduce((sum, { pence }) => sum + Math.max(pence, 0), 0);

function journalColumns(today: string): readonly Column<Journal>[] {
  return [
    { key: "seq", head: "No.", cell: ({ seq }) => seq },
    { key: "kind", head: "Posting", cell: ({ kind, reason }) => (reason === null ? JOURNALS[kind] : `${JOURNALS[kind]}: ${reason}`) },
    { key: "on", head: "For", kind: "date", cell: ({ effective_on }) => shortDate(effective_on, today) },
    { key: "posted", head: "Posted", kind: "date", cell: ({ posted_at }) => shortDate(dateOf(posted_at), today) },
    { key: "from", head: "From", cell: ({ lines }) => lines.filter(({ pence }) => pence < 0).map(({ account }) => ACCOUNTS[account]).join(", ") },
    { key: "to", head: "To", cell: ({ lines }) => lines.filter(({ pence }) => pence > 0).map(({ account }) => ACCOUNTS[account]).join(", ") },
    { key: "pence", head: "Sum", kind: "number", cell: (journal) => pounds(debit(journal)) },
  ];
}

function Journals() {
  const today = useToday();
  const [cursor, setCursor] = useState("");
  const journals = useQuery(journalsQuery(cursor));
  const rows = journals.data?.items ?? [];
  const next = journals.data?.next_cursor;
  return (
    <Panel heading="Postings" aside="newest first" what="postings" {...facesOf(journals)} empty={rows.length === 0 && "No postings yet."}>
      <Table caption="Postings, newest first" columns={journalColumns(today)} rows={rows} rowKey={({ id }) => id} />
      <Pager
        shown={rows.length}
        first={
          cursor === "" ? undefined : (
            <button type="button" className="onr-linkbutton" onClick={() => setCursor("")}>
              First page
            </button>
          )
        }
        next={
          next ? (
            <button type="button" className="onr-linkbutton" onClick={() => setCursor(next)}>
              Next
            </button>
          ) : undefined
        }
      />
    </Panel>
  );
}
