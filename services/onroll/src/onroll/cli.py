"""The `onroll` command line."""


def main() -> None:
    """Placeholder until the commands stand."""
