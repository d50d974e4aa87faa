"""Where somebody may be sent after signing in (SE-74)."""

HOME = "/"


def safe_next(path: str | None) -> str:
    """The path inside this site somebody was going to, else home.

    Browsers read a backslash as a slash, so `/\\evil` leaves the site like `//evil`.
    """
    if path is None or not path.startswith("/") or path.startswith("//"):
        return HOME
    if "\\" in path or any(ord(character) < ord(" ") for character in path):
        return HOME
    return path
