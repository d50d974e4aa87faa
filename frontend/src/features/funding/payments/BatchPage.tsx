/** One payment batch: checked, approved by somebody who decided none of it, made into a file, confirmed. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { dateOf, longDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { plural } from "../../../lib/text";
import { Banner } from "../../../ui/Banner";
import { buttonClass } from "../../../ui/Button";
import { Crumbs } from "../../../ui/Crumbs";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { Steps, type StepView } from "../../../ui/Steps";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { FUNDING_PROBLEMS } from "../problemWords";
import { batchQuery, paymentFilePath, type Batch } from "../queries";
import { BATCH_LINE_STATES, BATCH_STATES, termWords } from "../words";
import { BankAnswer } from "./BankAnswer";
import { BatchSteps } from "./BatchSteps";

type Line = Batch["lines"][number];

export function BatchPage() {
  const { batchId = "" } = useParams();
  const { data, error } = useQuery(batchQuery(batchId));
  if (data === undefined) return <PageFaces what="the payment batch" error={error} />;
  return <BatchView batch={data} />;
}

const ORDER = ["draft", "checked", "approved", "exported", "confirmed"] as const;
const STEP_WORDS = { draft: "Made", checked: "Checked", approved: "Approved", exported: "File made", confirmed: "Paid" } as const;

function stepsOf({ state, created_at, approved_at, exported_at }: Batch): readonly StepView[] {
  const reached = ORDER.findIndex((one) => one === state);
  const at = { draft: created_at, checked: null, approved: approved_at, exported: exported_at, confirmed: null };
  return ORDER.map((key, place) => {
    const instant = at[key];
    const note = place <= reached && instant !== null ? longDate(dateOf(instant)) : place <= reached ? "done" : place === reached + 1 ? "next" : "not yet";
    return { key, words: STEP_WORDS[key], status: place <= reached ? "done" : place === reached + 1 ? "now" : "next", note };
  });
}

const COLUMNS: readonly Column<Line>[] = [
  {
    key: "payee",
    head: "Payee",
    cell: ({ payee_name, supplier_no }) => (
      <>
        <span className="onr-table__name">{payee_name}</span> <span className="onr-quiet">{supplier_no ?? "no supplier number"}</span>
      </>
    ),
  },
  { key: "reference", head: "Reference", cell: ({ payment_ref }) => payment_ref },
  { key: "term", head: "Term", cell: ({ term }) => termWords(term) },
  { key: "code", head: "Cost centre", cell: ({ cost_centre }) => cost_centre ?? <span className="onr-late">Missing</span> },
  { key: "pence", head: "Amount", kind: "number", cell: ({ pence }) => pounds(pence) },
  { key: "state", head: "State", cell: ({ state, reason }) => (reason === null ? <Tag {...BATCH_LINE_STATES[state]} /> : <><Tag {...BATCH_LINE_STATES[state]} /> {reason}</>) },
];

function BatchView({ batch }: Readonly<{ batch: Batch }>) {
  const { id, lines, pence, state, failures, allowed_actions, file_sha256 } = batch;
  return (
    <Page
      title={`Payment batch, ${pounds(pence)}`}
      tab="Payment batch"
      tag={<Tag {...BATCH_STATES[state]} />}
      lead={plural(lines.length, "line", "lines")}
      crumbs={
        <Crumbs>
          <Link to={paths.funding()}>Pupil Premium Plus</Link>
          <Link to={paths.payments()}>Payments</Link>
        </Crumbs>
      }
      actions={
        allowed_actions.includes("file") ? (
          <a href={paymentFilePath(id)} download className={buttonClass(allowed_actions.includes("confirm") ? "secondary" : "primary")}>
            Download the payment file
          </a>
        ) : undefined
      }
    >
      <Steps label="How far the batch has come" steps={stepsOf(batch)} />
      <div className="onr-stack">
        {failures.length > 0 && (
          <Banner kind="late" heading="Not every line may be paid">
            {failures.map(({ line_no, code }) => (
              <p key={`${line_no} ${code}`}>
                Line {line_no}: {FUNDING_PROBLEMS[code] ?? code.replaceAll("_", " ")}
              </p>
            ))}
          </Banner>
        )}
        <Table caption="Lines of the batch" columns={COLUMNS} rows={lines} rowKey={({ line_no }) => String(line_no)} foot={["Total", "", "", "", pounds(pence), ""]} />
        <BatchSteps batch={batch} />
        {allowed_actions.includes("confirm") && <BankAnswer batch={batch} />}
        {file_sha256 !== null && <p className="onr-quiet onr-small onr-break">The file’s fingerprint (SHA-256): {file_sha256}</p>}
      </div>
    </Page>
  );
}
