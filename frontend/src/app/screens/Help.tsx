/** Help: one short part per job, in plain words (SC-32). */
import { Page } from "../../ui/Page";

export function Help() {
  return (
    <Page title="Help" lead="What Onroll does, job by job.">
      <div className="onr-text">
        <h2>Who has no school, and whose move is it</h2>
        <p>
          Today lists every child with no school place, longest wait first, with the next step and who takes it. School
          days are counted on the calendar that applies to the child; holidays and training days do not count.
        </p>
        <h2>Ask schools for a place</h2>
        <p>
          Open the child, choose Ask for a place, choose up to three schools. The letter is made for you. Each school
          gets an e-mail with one link, and answers without an account.
        </p>
        <h2>The school answered</h2>
        <p>
          Offer: accept it, agree the start, confirm the first day. Refusal: the page shows what the school gave as its
          reason beside the figures we hold, and says when the reason is no ground for a child in care.
        </p>
        <h2>An answer came by phone or letter</h2>
        <p>Open the application and choose Log an answer. It counts as if the school had answered by link.</p>
        <h2>Pupil Premium Plus</h2>
        <p>
          Every pound can be followed: award, what is agreed, what is paid, what schools accounted for. The person who
          asks never decides, and the person who decides never releases the payment.
        </p>
        <h2>What a school's page says</h2>
        <p>
          It shows what happened: counts first, never a rank and never a score. Too few events for a rate means that no
          rate is shown. The school sees the same page.
        </p>
        <h2>How to complain</h2>
        <p>
          About a decision on a child: to your virtual school head. About what a page says of a school: the school can
          reply, and its reply stands beside the figure.
        </p>
      </div>
    </Page>
  );
}
