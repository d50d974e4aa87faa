/** Before what cannot be taken back: what happens, to whom, in whose name; then Confirm or Go back (DL-18). */
import type { ReactNode } from "react";
import { Button } from "./Button";
import { Facts, type Fact } from "./Facts";

type ConfirmProps = Readonly<{
  facts: readonly Fact[];
  confirm: string;
  busy: boolean;
  goBack: ReactNode;
  /** Destructive steps get the red button. */
  destructive?: boolean;
  /** What cannot be taken back says so; every destructive step does. */
  final?: boolean;
  children?: ReactNode;
}>;

/** Stands inside a Form: its button submits. */
export function Confirm({ facts, confirm, busy, goBack, destructive = false, final = destructive, children }: ConfirmProps) {
  return (
    <>
      <Facts facts={facts} />
      {children}
      {final && <p className="onr-strong">You cannot undo this.</p>}
      <div className="onr-buttons">
        <Button type="submit" kind={destructive ? "warning" : "primary"} busy={busy}>
          {confirm}
        </Button>
        {goBack}
      </div>
    </>
  );
}
