/** The accessibility statement (AG-6): what was tested, and what was not yet. */
import { Page } from "../../ui/Page";

export function Accessibility() {
  return (
    <Page title="Accessibility">
      <div className="onr-text">
        <p>Onroll aims at the Web Content Accessibility Guidelines 2.2, level AA.</p>
        <h2>What you can do</h2>
        <ul className="onr-bullets">
          <li>do everything with the keyboard alone</li>
          <li>zoom to 400% without scrolling sideways</li>
          <li>use forced colours and your own fonts and spacing</li>
          <li>take your time: you are warned five minutes before a session ends and can stay signed in</li>
        </ul>
        <h2>What was tested</h2>
        <p>
          Every page is checked by automated tests with axe-core, and by keyboard tests in Chromium at wide and narrow
          widths.
        </p>
        <h2>What was not tested yet</h2>
        <p>Tests with people who use screen readers, magnifiers or voice control are still to come.</p>
        <h2>If something does not work for you</h2>
        <p>
          Tell the contact of your authority that stands in the e-mails it sends you. A school can always answer by
          phone instead of by link; its answer counts just the same.
        </p>
      </div>
    </Page>
  );
}
