/** Privacy in plain words (SC-32). */
import { Page } from "../../ui/Page";

export function Privacy() {
  return (
    <Page title="Privacy">
      <div className="onr-text">
        <p>Your authority decides what is kept here and why; it is the controller of these records.</p>
        <h2>Who sees a child's record</h2>
        <p>
          Staff of the authority that looks after the child, each as far as their job needs. A school sees initials and
          year group until it has offered a place. Finance sees references only. Every look at a record is written down.
        </p>
        <h2>What never leaves</h2>
        <p>
          E-mails hold no name and no initials. Addresses are shown one at a time, with a reason. Nothing about a child is
          kept in your browser after you sign out.
        </p>
        <h2>Cookies</h2>
        <p>One, for your session, gone when you sign out. Schools answering by link get none.</p>
      </div>
    </Page>
  );
}
