/** A school's evidence (SC-16): the banner, what stands out, the five measures, the others. */
import { moment, shortDate } from "../../lib/dates";
import { plural } from "../../lib/text";
import { Banner } from "../../ui/Banner";
import { Facts } from "../../ui/Facts";
import { useToday } from "../../ui/today";
import { Measures } from "./Measures";
import type { Profile } from "./queries";
import { shareWords } from "./words";

export function EvidenceBanner({ profile }: Readonly<{ profile: Profile }>) {
  const { share, provisional, data_incomplete, later_facts } = profile;
  return (
    <Banner>
      <p>
        <strong>Evidence, not a verdict.</strong> The school sees exactly this page. {shareWords(share.state)}.
        {share.open_disputes > 0 && ` ${plural(share.open_disputes, "event is", "events are")} disputed: both figures are shown until it is decided.`}
      </p>
      {(provisional || data_incomplete || (later_facts ?? 0) > 0) && (
        <p className="onr-small">
          {provisional && "The period has not ended, so figures may still change. "}
          {(later_facts ?? 0) > 0 && `${plural(later_facts ?? 0, "event", "events")} after the period: listed below, not counted yet. `}
          {data_incomplete && "An event about this school could not be read yet."}
        </p>
      )}
    </Banner>
  );
}

export function Evidence({ profile }: Readonly<{ profile: Profile }>) {
  const { results, stands_out, window } = profile;
  const headline = results.filter((result) => result.headline);
  const others = results.filter((result) => !result.headline);
  return (
    <>
      <section aria-labelledby="stands-out">
        <h2 id="stands-out">What stands out</h2>
        <p>
          {stands_out === null
            ? "No measure is compared with chance yet, so nothing is said to stand out. What happened is listed below."
            : stands_out.sentence}
        </p>
      </section>
      <section aria-labelledby="measures">
        <div className="onr-panel__head">
          <h2 id="measures">This school</h2>
          <small>{window.words}</small>
        </div>
        <Measures caption="The headline measures of this school, in a fixed order" results={headline} />
        {others.length > 0 && (
          <details className="govuk-details onr-panel__foot">
            <summary className="govuk-details__summary">
              <span className="govuk-details__summary-text">Show the other measures</span>
            </summary>
            <Measures caption="Other measures of this school, in a fixed order" results={others} />
          </details>
        )}
      </section>
    </>
  );
}

/** Beside the figures and in none of them. */
export function Context({ profile }: Readonly<{ profile: Profile }>) {
  const today = useToday();
  const { context, data_to, methodology } = profile;
  return (
    <section aria-labelledby="beside">
      <h2 id="beside">Beside, never mixed in</h2>
      <Facts
        facts={[
          ...context.map(({ code, name, value, source, as_of }) => ({
            key: code,
            name,
            value: value === null ? "Not known" : [value, source, as_of === null ? null : shortDate(as_of, today)].filter(Boolean).join(", "),
          })),
          { key: "method", name: "Worked out by", value: `Methodology ${methodology}` },
          ...(data_to === null ? [] : [{ key: "data", name: "Data to", value: moment(data_to, today) }]),
        ]}
      />
    </section>
  );
}
