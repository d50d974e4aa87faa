/** Up to three schools, found by name or URN; nothing about the child is searched for. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Filter } from "../../../ui/Filter";
import { Faces, facesOf } from "../../../ui/Faces";
import { Table, type Column } from "../../../ui/Table";
import { schoolsQuery, type SchoolRow } from "../queries";
import { whereWords } from "../schoolWords";
import { Deadlines } from "./Deadlines";

export const MOST_SCHOOLS = 3;
const SHOWN = 10;

type SchoolPickerProps = Readonly<{ chosen: readonly SchoolRow[]; change: (schools: readonly SchoolRow[]) => void }>;

export function SchoolPicker({ chosen, change }: SchoolPickerProps) {
  const [words, setWords] = useState("");
  const full = chosen.length >= MOST_SCHOOLS;
  return (
    <section aria-labelledby="schools" className="onr-stack onr-stack--close">
      <h2 id="schools">Schools, up to {MOST_SCHOOLS}</h2>
      {chosen.length > 0 && (
        <ul className="onr-news">
          {chosen.map((school) => (
            <li key={school.urn}>
              <div className="onr-row">
                <strong>{school.name}</strong>
                <span className="onr-quiet">{whereWords(school)}</span>
                <button type="button" className="onr-linkbutton" onClick={() => change(chosen.filter(({ urn }) => urn !== school.urn))}>
                  Remove <span className="govuk-visually-hidden">{school.name}</span>
                </button>
              </div>
              <Deadlines schoolUrn={school.urn} />
            </li>
          ))}
        </ul>
      )}
      {!full && (
        <>
          <Filter key={chosen.length} label="Find a school" apply="Find" onApply={({ q = "" }) => setWords(q)}>
            <Field id="q" label="School’s name, URN or postcode" type="search" autoComplete="off" />
          </Filter>
          {words !== "" && (
            <Found
              words={words}
              taken={chosen.map(({ urn }) => urn)}
              choose={(school) => {
                change([...chosen, school]);
                setWords("");
              }}
            />
          )}
        </>
      )}
    </section>
  );
}

function columns(choose: (school: SchoolRow) => void): readonly Column<SchoolRow>[] {
  return [
    { key: "school", head: "School", cell: ({ name }) => <span className="onr-table__name">{name}</span> },
    { key: "urn", head: "URN", cell: ({ urn }) => urn },
    { key: "where", head: "Phase and place", cell: whereWords },
    {
      key: "action",
      head: "Action",
      kind: "action",
      cell: (school) => (
        <Button kind="secondary" small about={school.name} onClick={() => choose(school)}>
          Choose
        </Button>
      ),
    },
  ];
}

type FoundProps = Readonly<{ words: string; taken: readonly number[]; choose: (school: SchoolRow) => void }>;

function Found({ words, taken, choose }: FoundProps) {
  const found = useQuery(schoolsQuery({ q: words, status: "open", limit: SHOWN }));
  const rows = (found.data?.items ?? []).filter(({ urn }) => !taken.includes(urn));
  return (
    <Faces what="the schools found" {...facesOf(found)} empty={rows.length === 0 && "No school matches. Try the URN, or fewer letters of the name."}>
      <Table caption="Schools found, by name" columns={columns(choose)} rows={rows} rowKey={({ urn }) => String(urn)} />
      {found.data?.next_cursor != null && <p className="onr-quiet">Only the first {SHOWN} are shown. Type more of the name to narrow it down.</p>}
    </Faces>
  );
}
