/** Whose work it is: by post, since people change and posts stay (SE-24). */
import { use } from "react";
import { Colleagues, OwnPosts } from "../../ui/person";
import { Tag } from "../../ui/Tag";

export function Owner({ owner }: Readonly<{ owner: Readonly<{ post_id: string }> | null }>) {
  const own = use(OwnPosts);
  const names = use(Colleagues);
  if (owner === null) return <Tag words="Nobody" tag="red" />;
  return <span className="onr-nowrap">{own.includes(owner.post_id) ? "You" : (names.get(owner.post_id) ?? "A colleague")}</span>;
}
