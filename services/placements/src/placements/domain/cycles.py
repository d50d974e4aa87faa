"""Which edges of a directed graph lie on a cycle."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

Edge = tuple[int, int]


def edges_in_cycles(edges: Sequence[Edge]) -> frozenset[Edge]:
    """Edges whose both ends lie in one strongly connected part (Kosaraju), so on a directed cycle."""
    forward, backward = _adjacent(edges), _adjacent((end, start) for start, end in edges)
    part: dict[int, int] = {}
    for root in reversed(_finishing_order(forward)):
        _mark(root, root, backward, part)
    return frozenset((start, end) for start, end in edges if part[start] == part[end])


def _adjacent(edges: Iterable[Edge]) -> dict[int, list[int]]:
    neighbours: defaultdict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        neighbours[start].append(end)
        neighbours[end]
    return dict(neighbours)


def _finishing_order(neighbours: dict[int, list[int]]) -> list[int]:
    """Depth first without recursion: chains in a register may be long."""
    order: list[int] = []
    seen: set[int] = set()
    for root, reached in neighbours.items():
        stack = [(root, iter(reached))] if root not in seen else []
        seen.add(root)
        while stack:
            node, rest = stack[-1]
            following = next((other for other in rest if other not in seen), None)
            if following is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(neighbours[following])))
    return order


def _mark(start: int, root: int, neighbours: dict[int, list[int]], part: dict[int, int]) -> None:
    stack = [start]
    while stack:
        node = stack.pop()
        if node not in part:
            part[node] = root
            stack.extend(neighbours[node])
