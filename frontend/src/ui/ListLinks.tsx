/** Words shared by lists: print, and the link back to the first rows. */
export function PrintButton() {
  return (
    <button type="button" className="onr-linkbutton onr-no-print" onClick={() => window.print()}>
      Print
    </button>
  );
}
