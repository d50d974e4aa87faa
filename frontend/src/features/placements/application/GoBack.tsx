import { Link } from "react-router";
import { paths } from "../../../lib/paths";

/** Leaves a step without taking it. */
export function GoBack({ applicationId }: Readonly<{ applicationId: string }>) {
  return <Link to={paths.application(applicationId)}>Go back</Link>;
}
