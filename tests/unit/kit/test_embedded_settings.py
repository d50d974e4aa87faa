"""The embedded PostgreSQL is told not to listen on a network and not to log what people typed."""

from kit.db.embedded.settings import INITDB_OPTIONS, SETTINGS, command_line


def test_the_server_listens_on_no_network_address() -> None:
    assert SETTINGS["listen_addresses"] == ""
    assert not any("trust" in option for option in INITDB_OPTIONS)


def test_re_34_the_log_holds_no_parameters_details_or_failed_statements() -> None:
    assert SETTINGS["log_parameter_max_length"] == "0"
    assert SETTINGS["log_parameter_max_length_on_error"] == "0"
    assert SETTINGS["log_error_verbosity"] == "terse"
    assert SETTINGS["log_min_error_statement"] == "panic"


def test_settings_become_arguments_that_no_file_can_overrule() -> None:
    assert command_line({"fsync": "off", "listen_addresses": ""}) == ["-c", "fsync=off", "-c", "listen_addresses="]
