/** Whom the authority pays: entered by one person, verified by another. No bank details are held. */
import { useQuery } from "@tanstack/react-query";
import { longDate } from "../../../lib/dates";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Field } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
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
import { payeesQuery, useEnterPayee, useVerifyPayee, type Payee } from "../queries";
import { PAYEE_KINDS, PAYEE_STATES } from "../words";

const WORDS = { names: { school_urn: "the school’s URN", name: "the name", supplier_no: "the supplier number" }, problems: FUNDING_PROBLEMS };

function columns(verify: (payee: Payee) => void): readonly Column<Payee>[] {
  return [
    { key: "name", head: "Payee", cell: ({ name }) => <span className="onr-table__name">{name}</span> },
    { key: "kind", head: "Kind", cell: ({ kind, school_urn }) => (school_urn === null ? PAYEE_KINDS[kind] : `${PAYEE_KINDS[kind]}, URN ${school_urn}`) },
    { key: "supplier", head: "Supplier number", cell: ({ supplier_no }) => supplier_no ?? <span className="onr-quiet">None yet</span> },
    { key: "state", head: "State", cell: ({ state }) => <Tag {...PAYEE_STATES[state]} /> },
    { key: "verified", head: "Verified", kind: "date", cell: ({ verified_on }) => (verified_on === null ? "" : longDate(verified_on)) },
    {
      key: "action",
      head: "Action",
      kind: "action",
      cell: (payee) =>
        payee.allowed_actions.includes("verify") && (
          <Button kind="secondary" small about={payee.name} onClick={() => verify(payee)}>
            Verify
          </Button>
        ),
    },
  ];
}

export function Payees() {
  const payees = useQuery(payeesQuery({}));
  const say = useSay();
  const isFinance = useHasRole("vs_finance");
  const verifying = useSubmission(useVerifyPayee(), { words: WORDS, done: ({ name }) => say(`${name} is verified.`) });
  const rows = payees.data?.items ?? [];
  return (
    <Page title="Payees" lead="A second person verifies each supplier number before anything is paid.">
      <FundingNav />
      <div className="onr-stack">
        <Panel heading="Payees" aside="by name" what="payees" {...facesOf(payees)} empty={rows.length === 0 && "No payee has been entered yet."}>
          <ErrorSummary errors={verifying.errors} />
          <Table caption="Payees, by name" columns={columns(({ id, version }) => void verifying.submit({ id, version }))} rows={rows} rowKey={({ id }) => id} />
        </Panel>
        {isFinance && <EnterPayee />}
      </div>
    </Page>
  );
}

function read(values: Typed) {
  const urn = values.text("school_urn");
  const supplier_no = values.text("supplier_no");
  if (!/^\d{5,7}$/.test(urn)) return [{ id: "school_urn", text: "Enter the school’s URN: five to seven digits" }];
  return { kind: "school" as const, school_urn: Number(urn), ...(supplier_no !== "" && { supplier_no }) };
}

function EnterPayee() {
  const say = useSay();
  const form = useSubmission(useEnterPayee(), { words: WORDS, done: ({ name }) => say(`${name} is entered. A second person verifies it.`) });
  return (
    <section aria-labelledby="enter-payee">
      <h2 id="enter-payee">Enter a school</h2>
      <Form submission={form} read={read}>
        <Field id="school_urn" label="School’s URN" width="10" inputMode="numeric" />
        <Field id="supplier_no" label="Supplier number in the finance system" width="20" />
        <div className="onr-buttons">
          <Button type="submit" kind="secondary" busy={form.pending}>
            Enter the payee
          </Button>
        </div>
      </Form>
    </section>
  );
}
