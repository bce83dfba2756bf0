"""sql, sql-login and sql-logins: what is asked, and how answers and errors are shown."""

import io
from dataclasses import replace

import pytest

from api_stub import Answer, ApiStub, Cairn

ANSWER = {
    "columns": [{"name": "run", "type": "int8"}, {"name": "reason", "type": "text"}],
    "rows": [[7, None], [8, "x\ny"]],
    "rowCount": 2,
    "truncated": True,
    "truncatedBy": "rows",
    "durationMs": 3,
}
CSV = Answer("a\r\n1\r\n", headers={"Content-Type": "text/csv", "Cairn-Query-Id": "3"})
RECORD = {"state": "succeeded", "rows": 1, "bytes": 6, "cutBy": None, "error": None}
MADE = {
    "login": {"login": "history_ana", "viewer": "ana"},
    "connect": "host=127.0.0.1 port=5432 dbname=cairn user=history_ana",
    "password": "secret",
}


def test_rows_are_shown_as_a_table_with_nulls_and_cuts(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /history:query", ANSWER)
    assert cairn("sql", "select :a", "--param", "a=[1, 2]", "--param", "b=x y") == 0
    assert api.asked[0].json == {
        "sql": "select :a", "parameters": {"a": [1, 2], "b": "x y"}, "explain": False,
        "limit": 1000,
    }  # fmt: skip
    shown = capsys.readouterr()
    assert "NULL" in shown.out
    assert "x y" in shown.out
    assert "2 rows; there are more" in shown.out + shown.err


def test_other_formats_are_passed_through_unchanged(
    cairn: Cairn, api: ApiStub, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    api.on("POST /history:query", CSV)
    api.on("GET /history/queries/3", RECORD)
    assert cairn("sql", "select 1 as a", "--format", "csv", "--limit", 5) == 0
    assert capfdbinary.readouterr().out == b"a\r\n1\r\n"
    assert api.asked[0].headers["Accept"] == "text/csv"
    assert api.asked[0].json["limit"] == 5


ENDS = [
    ({"cutBy": "rows"}, [], 2, "the server's limit of rows cut the answer after 1 row, 6 bytes"),
    ({"cutBy": "bytes"}, ["--limit", 1], 2, "the server's limit of bytes cut the answer"),
    ({"cutBy": "rows"}, ["--limit", 1], 0, "there are more rows than --limit allows"),
    ({"state": "failed", "error": "division by zero"}, [], 2, "failed: division by zero; what was"),
]


@pytest.mark.parametrize(("end", "arguments", "status", "message"), ENDS)
def test_an_answer_that_is_not_all_says_so_apart_from_its_rows(
    cairn: Cairn, api: ApiStub, capfd: pytest.CaptureFixture[str],
    end: dict[str, str], arguments: list[object], status: int, message: str,
) -> None:  # fmt: skip
    api.on("POST /history:query", CSV)
    api.on("GET /history/queries/3", RECORD | end)
    assert cairn("sql", "select 1 as a", "--format", "csv", *arguments) == status
    shown = capfd.readouterr()
    assert shown.out == "a\r\n1\r\n"
    assert message in shown.err


@pytest.mark.parametrize("broken", [{"cut": True}, {"endless": True}])
@pytest.mark.parametrize(
    ("form", "message"),
    [("csv", "the answer broke off"), ("csv", "is not whole"), ("table", "the answer broke off")],
)
def test_an_answer_that_breaks_off_is_an_error(
    cairn: Cairn, api: ApiStub, capfd: pytest.CaptureFixture[str],
    broken: dict[str, bool], form: str, message: str,
) -> None:  # fmt: skip
    api.on("POST /history:query", replace(CSV, **broken))
    api.on("GET /history/queries/3", RECORD)
    assert cairn("sql", "select 1 as a", "--format", form) == 3
    shown = capfd.readouterr()
    assert message in shown.err
    assert shown.out.startswith("a\r\n1") == (form == "csv")


def test_a_table_from_something_else_than_cairn_is_an_error(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /history:query", Answer("<html>"))
    assert cairn("sql", "select 1") == 3
    assert "is not Cairn" in capsys.readouterr().err


def test_a_query_is_read_from_standard_input(
    cairn: Cairn, api: ApiStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.on("POST /history:query", ANSWER)
    monkeypatch.setattr("sys.stdin", io.StringIO("select 2"))
    assert cairn("sql", "-", "--explain") == 0
    assert api.asked[0].json["sql"] == "select 2"
    assert api.asked[0].json["explain"] is True


def test_an_error_shows_its_line_and_hint(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = {
        "title": "The query failed", "detail": "column x does not exist", "sqlState": "42703",
        "position": 15, "line": 2, "hint": "did you mean y?",
    }  # fmt: skip
    api.on("POST /history:query", Answer(problem, 400))
    assert cairn("sql", "select\n x") == 2
    error = capsys.readouterr().err
    assert "column x does not exist" in error
    assert "line 2" in error
    assert "did you mean y?" in error


def test_the_password_of_a_login_is_all_of_the_output(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /sql-logins", Answer(MADE, 201))
    assert cairn("sql-login", "ana", "--days", 7) == 0
    assert api.asked[0].json == {"name": "ana", "days": 7}
    shown = capsys.readouterr()
    assert shown.out == "secret\n"
    assert "psql" in shown.err


def test_logins_are_listed_and_revoked(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    login = {
        "login": "history_ana", "viewer": "ana", "createdAt": "2026-01-01T00:00:00Z",
        "createdBy": "local", "validUntil": "2026-02-01T00:00:00Z",
    }  # fmt: skip
    api.on("GET /sql-logins", {"items": [login]})
    api.on("POST /sql-logins/ana:revoke", login)
    assert cairn("sql-logins") == 0
    assert cairn("sql-login", "ana", "--revoke") == 0
    shown = capsys.readouterr()
    assert "history_ana" in shown.out + shown.err
    assert "is revoked" in shown.out + shown.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["sql"], "give either a query or --views"),
        (["sql", "select 1", "--views", "trials"], "give either a query or --views"),
        (["sql", "--views", "nothing"], "there is no view nothing; ops/cairn sql --views lists"),
    ],
)
def test_views_are_listed_in_place_of_a_query(
    cairn: Cairn,
    api: ApiStub,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    why: str,
) -> None:
    api.on("GET /history/views", {"items": []})
    assert cairn(*arguments) == 2
    assert why in capsys.readouterr().err
