/** A letter and the mail that carries its link, as they would go out today. */
import { useQuery } from "@tanstack/react-query";
import { Banner } from "../../ui/Banner";
import { Faces, facesOf } from "../../ui/Faces";
import { letterPreviewQuery } from "./queries";

export function Letter({ applicationId, templateKey }: Readonly<{ applicationId: string; templateKey?: string }>) {
  const letter = useQuery(letterPreviewQuery(applicationId, templateKey));
  return (
    <Faces what="the letter" {...facesOf(letter)}>
      {letter.data && (
        <div className="onr-stack onr-stack--close">
          {letter.data.recipients.length === 0 && (
            <Banner kind="warn">No reply address is known for this school: no e-mail will leave. Add one, or ask by phone and log the answer.</Banner>
          )}
          <div className="onr-letter">
            {letter.data.parts.map(({ part, text }) => (
              <p key={part}>{text}</p>
            ))}
          </div>
          {letter.data.mail_text !== null && (
            <details className="govuk-details onr-small">
              <summary className="govuk-details__summary">
                <span className="govuk-details__summary-text">The e-mail that goes with it</span>
              </summary>
              <div className="govuk-details__text">
                {letter.data.recipients.length > 0 && <p>To {letter.data.recipients.join(", ")}</p>}
                <p>
                  <strong>{letter.data.mail_subject}</strong>
                </p>
                <p className="onr-pre">{letter.data.mail_text}</p>
              </div>
            </details>
          )}
        </div>
      )}
    </Faces>
  );
}
