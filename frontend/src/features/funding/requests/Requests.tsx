/** Every request for money, by state. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearchParams } from "react-router";
import { member } from "../../../lib/member";
import { paths } from "../../../lib/paths";
import { Select } from "../../../ui/Field";
import { Filter } from "../../../ui/Filter";
import { Page } from "../../../ui/Page";
import { Pager } from "../../../ui/Pager";
import { Faces, facesOf } from "../../../ui/Faces";
import { FundingNav } from "../FundingNav";
import { requestsQuery } from "../queries";
import { REQUEST_STATES } from "../words";
import { RequestsTable } from "./RequestsTable";

const STATES = Object.entries(REQUEST_STATES).map(([value, { words }]) => ({ value, words }));

export function Requests() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const state = member(REQUEST_STATES, search.get("state"));
  const cursor = search.get("cursor") ?? "";
  const requests = useQuery(requestsQuery({ state, cursor }));
  const rows = requests.data?.items ?? [];
  const next = requests.data?.next_cursor;
  return (
    <Page title="Requests for money" lead="Children stand by initials and year group. To ask for money, start from a child.">
      <FundingNav />
      <Filter key={state ?? ""} label="Filter the requests" onApply={(chosen) => void navigate(paths.requests({ state: chosen["state"] }))}>
        <Select id="state" label="State" none="All" choices={STATES} defaultValue={state ?? ""} />
      </Filter>
      <Faces what="requests" {...facesOf(requests)} empty={rows.length === 0 && (state === undefined ? "Nothing has been asked yet. Start from a child." : "No request matches.")}>
        <RequestsTable caption="Requests for money" rows={rows} />
        <Pager
          shown={rows.length}
          first={cursor === "" ? undefined : <Link to={paths.requests({ state })}>First page</Link>}
          next={next ? <Link to={paths.requests({ state, cursor: next })}>Next</Link> : undefined}
        />
      </Faces>
    </Page>
  );
}
