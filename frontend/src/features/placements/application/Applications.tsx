/** Applications (SC-6): who was asked, where it stands, what is past its date. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearchParams } from "react-router";
import { member } from "../../../lib/member";
import { paths } from "../../../lib/paths";
import { Chips, Filter } from "../../../ui/Filter";
import { Select } from "../../../ui/Field";
import { PrintButton } from "../../../ui/ListLinks";
import { Page } from "../../../ui/Page";
import { Pager } from "../../../ui/Pager";
import { Faces, facesOf } from "../../../ui/Faces";
import { applicationsQuery } from "../queries";
import { APPLICATION_STATES } from "../words";
import { ApplicationsTable } from "./ApplicationsTable";

const STATES = Object.entries(APPLICATION_STATES).map(([value, { words }]) => ({ value, words }));

export function Applications() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const text = (name: string) => search.get(name) ?? "";
  const state = member(APPLICATION_STATES, text("state"));
  const [past, cursor] = [text("past_date"), text("cursor")];
  const applications = useQuery(
    applicationsQuery({ cursor, state, ...(past === "true" && { past_date: true }) }),
  );
  const rows = applications.data?.items ?? [];
  const next = applications.data?.next_cursor;
  const filters = { state, past_date: past };

  return (
    <Page title="Applications" lead="Requests for a school place, made to one school each." actions={<PrintButton />}>
      <Filter
        key={`${state} ${past}`}
        label="Filter the applications"
        onApply={(chosen) => void navigate(paths.applications({ state: chosen["state"], past_date: chosen["past_date"] }))}
      >
        <Select id="state" label="State" none="All" choices={STATES} defaultValue={state ?? ""} />
        <Select id="past_date" label="Date" none="All" choices={[{ value: "true", words: "Past their date" }]} defaultValue={past} />
      </Filter>
      <Chips
        chips={[
          ...(state !== undefined
            ? [{ key: "state", words: APPLICATION_STATES[state].words, without: <Link to={paths.applications({ past_date: past })}>Remove</Link> }]
            : []),
          ...(past === "true" ? [{ key: "past", words: "Past their date", without: <Link to={paths.applications({ state })}>Remove</Link> }] : []),
        ]}
        clear={<Link to={paths.applications()}>Clear all</Link>}
      />
      <Faces
        what="applications"
        {...facesOf(applications)}
        empty={
          rows.length === 0 &&
          (state === undefined && past === "" ? (
            <p>
              No applications yet. Start from a child: <Link to={paths.children()}>Children</Link>
            </p>
          ) : (
            <p>
              No application matches. <Link to={paths.applications()}>Clear filters</Link>
            </p>
          ))
        }
      >
        <ApplicationsTable caption="Applications" rows={rows} />
        <Pager
          shown={rows.length}
          first={cursor === "" ? undefined : <Link to={paths.applications(filters)}>First page</Link>}
          next={next ? <Link to={paths.applications({ ...filters, cursor: next })}>Next</Link> : undefined}
        />
      </Faces>
    </Page>
  );
}
