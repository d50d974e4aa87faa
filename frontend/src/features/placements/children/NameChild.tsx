/** Returns carry no names: here a child who came in by one gets theirs, and whom a school may call about them. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { longDate } from "../../../lib/dates";
import { member } from "../../../lib/member";
import { paths } from "../../../lib/paths";
import { yearGroup } from "../../../lib/yearGroup";
import { Button } from "../../../ui/Button";
import { Crumbs } from "../../../ui/Crumbs";
import { Strip } from "../../../ui/Facts";
import { Field } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { childQuery, useNameChild, type Child } from "../queries";

const WORDS = {
  names: {
    first_name: "the first name",
    surname: "the surname",
    preferred_name: "what the child is called",
    sex: "the sex",
    worker_name: "the social worker’s name",
    worker_phone: "the social worker’s telephone",
    worker_email: "the social worker’s e-mail address",
  },
  problems: PLACEMENT_PROBLEMS,
};

export function NameChild() {
  const { childId = "" } = useParams();
  const { data, error } = useQuery(childQuery(childId));
  if (data === undefined) return <PageFaces what="the child" error={error} />;
  return <NameForm child={data} />;
}

function read(values: Typed) {
  const body = { first_name: values.text("first_name"), surname: values.text("surname") };
  const missing = (["first_name", "surname"] as const).filter((id) => body[id] === "");
  if (missing.length > 0) return missing.map((id) => ({ id, text: `Enter ${WORDS.names[id]}` }));
  const preferred = values.text("preferred_name");
  const sex = member({ F: 0, M: 0 }, values.text("sex"));
  const worker = workerFrom(values);
  return {
    ...body,
    ...(preferred !== "" && { preferred_name: preferred }),
    ...(sex !== undefined && { sex }),
    ...(worker !== undefined && { social_worker: worker }),
  };
}

function workerFrom(values: Typed) {
  const [name, phone, email] = [values.text("worker_name"), values.text("worker_phone"), values.text("worker_email")];
  if (name === "" && phone === "" && email === "") return undefined;
  return { ...(name !== "" && { name }), ...(phone !== "" && { phone }), ...(email !== "" && { email }) };
}

function NameForm({ child }: Readonly<{ child: Child }>) {
  const say = useSay();
  const navigate = useNavigate();
  const form = useSubmission(useNameChild(child), {
    words: WORDS,
    done: () => {
      say("The name is kept.", paths.child(child.id));
      void navigate(paths.child(child.id));
    },
  });
  return (
    <Page
      title="Enter the child’s name"
      crumbs={
        <Crumbs>
          <Link to={paths.children()}>Children</Link>
          <Link to={paths.child(child.id)}>The child</Link>
        </Crumbs>
      }
    >
      <Form submission={form} read={read}>
        <Strip
          facts={[
            { key: "reference", name: "Reference", value: child.la_child_id ?? "None" },
            { key: "born", name: "Born", value: longDate(child.date_of_birth) },
            { key: "year", name: "Year group", value: yearGroup(child.year_group) },
          ]}
        />
        <Field id="first_name" label="First name" width="20" spellCheck={false} defaultValue={child.first_name ?? ""} />
        <Field id="surname" label="Surname" width="20" spellCheck={false} defaultValue={child.surname ?? ""} />
        <Field id="preferred_name" label="Called (optional)" width="20" spellCheck={false} defaultValue={child.preferred_name ?? ""} />
        {child.sex === "U" && (
          <RadioGroup
            id="sex"
            legend="Sex"
            hint="A school’s admission form asks for it."
            options={[
              { value: "F", words: "Female" },
              { value: "M", words: "Male" },
            ]}
          />
        )}
        <h2>The child’s social worker</h2>
        <p>No school can be asked before somebody can be reached: a name, and a telephone or an e-mail address.</p>
        <Field id="worker_name" label="Social worker’s name" width="20" spellCheck={false} defaultValue={child.social_worker.name ?? ""} />
        <Field id="worker_phone" label="Telephone" width="20" defaultValue={child.social_worker.phone ?? ""} />
        <Field id="worker_email" label="E-mail address" spellCheck={false} defaultValue={child.social_worker.email ?? ""} />
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            Keep the name
          </Button>
          <Link to={paths.child(child.id)}>Go back</Link>
        </div>
      </Form>
    </Page>
  );
}
