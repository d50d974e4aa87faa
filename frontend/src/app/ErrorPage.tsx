/** Catches what no panel caught, so that the frame stays (SC-33). */
import { Component, type ReactNode } from "react";
import { Broken } from "../ui/PageProblem";

type BoundaryProps = Readonly<{ children: ReactNode }>;

export class Boundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken reference={null} /> : this.props.children;
  }
}
