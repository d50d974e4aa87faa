/** Where this page hangs: at most two steps back. */
import { Children, type ReactNode } from "react";

export function Crumbs({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <nav className="onr-crumbs" aria-label="Breadcrumb">
      <ol>
        {Children.map(children, (link) => (
          <li>{link}</li>
        ))}
      </ol>
    </nav>
  );
}
