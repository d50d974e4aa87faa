"""The three kinds of day a clock may run in, and the force its date has."""

from enum import StrEnum


class Unit(StrEnum):
    SCHOOL_DAYS = "sd"
    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "cd"


class Force(StrEnum):
    """Only `must` may be called a limit or a breach; every other force is a target (PL-802)."""

    MUST = "must"
    SHOULD = "should"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    LOCAL = "local"


class CalendarRole(StrEnum):
    """Whose school days a clock counts (PL-804)."""

    SCHOOL = "school"
    CASE = "case"
    HOST = "host"
