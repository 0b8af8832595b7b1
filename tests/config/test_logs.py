"""What the processes write can be read by programs, and sent to another machine."""

import json
import logging
import logging.config
import socket
import sys

import pytest

from shubbak.config.logs import JsonFormatter, logging_of


def line(message: str, *given: object, raised: bool = False) -> str:
    """A record as a program reads it."""
    failure = None
    if raised:
        try:
            raise ValueError("kaput")
        except ValueError:
            failure = sys.exc_info()
    record = logging.LogRecord("shubbak.part", logging.WARNING, __file__, 1, message, given, failure)
    return JsonFormatter().format(record)


@pytest.mark.asvs("16.2.1")
@pytest.mark.asvs("16.2.4")
def test_each_line_is_one_object_with_its_time_in_utc():
    told = json.loads(line("%s is full", "القرص"))
    assert told["at"].endswith("+00:00")
    assert (told["level"], told["logger"], told["message"]) == ("WARNING", "shubbak.part", "القرص is full")
    assert told["process"] > 0


@pytest.mark.asvs("16.4.1")
def test_no_input_makes_two_lines_of_one():
    assert "\n" not in line('x\n{"level": "FORGED"}\r', raised=True)
    assert json.loads(line("x", raised=True))["exception"].endswith("ValueError: kaput")


@pytest.mark.asvs("16.4.3")
def test_lines_are_sent_to_another_machine():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        other.settimeout(5)
        port = other.getsockname()[1]
        told = logging_of(form="json", syslog=f"127.0.0.1:{port}", level="WARNING")
        handler = logging.config.DictConfigurator(told).configure_handler(  # type: ignore[attr-defined]
            {**told["handlers"]["syslog"], "formatter": None}
        )
        handler.setFormatter(JsonFormatter())
        handler.handle(logging.LogRecord("x", logging.ERROR, __file__, 1, "lost", (), None))
        handler.close()
        sent = other.recv(4096).decode().rstrip("\0")
    assert json.loads(sent[sent.index("{") :])["message"] == "lost"


def test_an_address_without_a_port_stops_the_start():
    with pytest.raises(ValueError, match="loghost"):
        logging_of(form="", syslog="x:loghost", level="WARNING")
