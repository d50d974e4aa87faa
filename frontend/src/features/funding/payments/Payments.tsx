/** Payments (SC-12): what is ready or waits, and the batches it is paid in. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { dateOf, shortDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
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
import { useToday } from "../../../ui/today";
import { useSubmission } from "../../../ui/useSubmission";
import { FundingNav } from "../FundingNav";
import { FUNDING_PROBLEMS } from "../problemWords";
import { batchesQuery, paymentsQuery, useMakeBatch, type BatchRow, type Payment } from "../queries";
import { BATCH_STATES, PAYMENT_STATES, termWords } from "../words";

const DONE = new Set<Payment["state"]>(["paid", "cancelled"]);

export function Payments() {
  const payments = useQuery(paymentsQuery({}));
  const open = (payments.data?.items ?? []).filter(({ state }) => !DONE.has(state));
  const ready = open.filter(({ state }) => state === "ready").length;
  return (
    <Page title="Payments" lead="Finance sees references only: no names and no stories.">
      <FundingNav />
      <div className="onr-stack">
        <Panel heading="To pay" what="payments" {...facesOf(payments)} empty={open.length === 0 && "Nothing is ready to pay."}>
          <Table caption="Payments that are not finished" columns={PAYMENT_COLUMNS} rows={open} rowKey={({ id }) => id} />
        </Panel>
        <MakeBatch ready={ready} />
        <Batches />
      </div>
    </Page>
  );
}

const PAYMENT_COLUMNS: readonly Column<Payment>[] = [
  { key: "payee", head: "Payee", cell: ({ payee_name }) => <span className="onr-table__name">{payee_name}</span> },
  { key: "reference", head: "Reference", cell: ({ payment_ref, term }) => payment_ref ?? `PP+ ${termWords(term)}` },
  { key: "pence", head: "Amount", kind: "number", cell: ({ pence }) => pounds(pence) },
  {
    key: "state",
    head: "State",
    cell: ({ state, held_for }) => (
      <>
        <Tag {...PAYMENT_STATES[state]} />
        {held_for !== null && <span className="onr-quiet"> {held_for.replaceAll("_", " ")}</span>}
      </>
    ),
  },
  {
    key: "batch",
    head: "Action",
    kind: "action",
    cell: ({ batch_id, state }) =>
      batch_id !== null ? <Link to={paths.paymentBatch(batch_id)}>Open the batch</Link> : state === "awaiting_supplier" ? <Link to={paths.payees()}>Verify the payee</Link> : "",
  },
];

function MakeBatch({ ready }: Readonly<{ ready: number }>) {
  const navigate = useNavigate();
  const say = useSay();
  const isFinance = useHasRole("vs_finance");
  const form = useSubmission(useMakeBatch(), {
    words: { names: {}, problems: FUNDING_PROBLEMS },
    done: ({ id }) => {
      say("The batch is made. Next: check it.", paths.paymentBatch(id));
      void navigate(paths.paymentBatch(id));
    },
  });
  if (!isFinance || ready === 0) return null;
  return (
    <div>
      <ErrorSummary errors={form.errors} />
      <Button busy={form.pending} onClick={() => void form.submit({})}>
        Make a batch of {plural(ready, "payment", "payments")}
      </Button>
    </div>
  );
}

function Batches() {
  const today = useToday();
  const isMoney = useHasRole("vs_finance", "la_auditor");
  const batches = useQuery({ ...batchesQuery(), enabled: isMoney });
  const rows = batches.data?.items ?? [];
  const columns: readonly Column<BatchRow>[] = batchColumns(today);
  if (!isMoney) return null;
  return (
    <Panel heading="Batches" aside="newest first" what="batches" {...facesOf(batches)} empty={rows.length === 0 && "No batch has been made yet."}>
      <Table caption="Payment batches, newest first" columns={columns} rows={rows} rowKey={({ id }) => id} />
    </Panel>
  );
}

function batchColumns(today: string): readonly Column<BatchRow>[] {
  return [
    {
      key: "made",
      head: "Made",
      cell: ({ id, created_at }) => (
        <Link to={paths.paymentBatch(id)} className="onr-table__name">
          {shortDate(dateOf(created_at), today)}
        </Link>
      ),
    },
    { key: "lines", head: "Lines", kind: "number", cell: ({ line_count }) => line_count },
    { key: "pence", head: "Amount", kind: "number", cell: ({ pence }) => pounds(pence) },
    { key: "state", head: "State", cell: ({ state }) => <Tag {...BATCH_STATES[state]} /> },
  ];
}
