"""sql: queries over the history of runs; sql-login and sql-logins: who may connect with psql."""

import argparse
import json
import sys
from typing import Any

from cairn_cli.arguments import Commands, Section, command, number, setting
from cairn_cli.client import Client, Json, portions
from cairn_cli.errors import CairnError, UnreachableError
from cairn_cli.text import Screen, clean, count, size

FORMATS = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
}
TABLE_ROWS = 1000
BROKE_OFF = "the answer broke off: the query failed or the connection was lost"
NOT_WHOLE = "what was printed is not whole"


def add(commands: Commands) -> None:
    sql_ = command(
        commands, Section.LOOK, "sql", sql, "run one SELECT over the views of the schema history"
    )
    sql_.add_argument(
        "query", nargs="?", metavar="SQL", help="the query, with parameters as :name; - reads it"
    )
    sql_.add_argument(
        "--views", nargs="?", const="", metavar="VIEW",
        help="list the views, or the columns of one, in place of a query",
    )  # fmt: skip
    sql_.add_argument(
        "--param", type=setting, action="append", default=[], dest="parameters",
        metavar="NAME=VALUE",
        help="a parameter; JSON (3, true, null, [1, 2]) or else a text",
    )  # fmt: skip
    sql_.add_argument(
        "--format", choices=("table", *FORMATS), default="table",
        help=f"default: table, at most {TABLE_ROWS} rows",
    )  # fmt: skip
    sql_.add_argument("--limit", type=number, metavar="N", help="most rows of the answer")
    sql_.add_argument(
        "--explain", action="store_true", help="show PostgreSQL's plan in place of the rows"
    )
    login = command(
        commands, Section.SERVER, "sql-login", sql_login,
        "make a login for psql, notebooks and BI tools; or revoke it",
    )  # fmt: skip
    login.add_argument("name", metavar="NAME", help="the person, as on tokens and experiments")
    login.add_argument(
        "--days", type=number, metavar="N", help="days until it expires; default: 30"
    )
    login.add_argument(
        "--revoke", action="store_true", help="revoke the login and end its sessions"
    )
    command(commands, Section.SERVER, "sql-logins", sql_logins, "list the logins for psql")


def sql(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if (options.query is None) == (options.views is None):
        raise CairnError("give either a query or --views")
    if options.views is not None:
        return views(client, options.views, screen)
    text = sys.stdin.read() if options.query == "-" else options.query
    form = "json" if screen.as_json else options.format
    request: Json = {
        "sql": text,
        "parameters": {name: value(written) for name, written in options.parameters},
        "explain": options.explain,
    }
    if options.limit is not None:
        request["limit"] = options.limit
    elif form == "table":
        request["limit"] = TABLE_ROWS
    if form != "table":
        return copied(client, request, FORMATS[form])
    with client.post_stream("/history:query", request, FORMATS["json"]) as response:
        content = b"".join(portions(response, BROKE_OFF))
    try:
        answer = json.loads(content)
    except ValueError as e:
        raise UnreachableError(f"the server at {client.url} is not Cairn; see --url") from e
    if "error" in answer:
        raise CairnError(f"the query failed: {answer['error']['message']}")
    screen.table(
        [column["name"] for column in answer["columns"]],
        [[shown(cell) for cell in row] for row in answer["rows"]],
        (),
    )
    more = f"; there are more, see --limit and --format ({answer['truncatedBy']})"
    screen.say(count(answer["rowCount"], "row") + (more if answer["truncated"] else ""))
    return 0


def views(client: Client, name: str, screen: Screen) -> int:
    """The views, or the columns of the one with this name."""
    items = client.items("/history/views")
    if name:
        items = [view for view in items if view["name"] == name.removeprefix("history.")]
        if not items:
            raise CairnError(f"there is no view {name}; ops/cairn sql --views lists them")
    if screen.as_json:
        screen.json({"items": items})
    elif name:
        screen.say(items[0]["comment"])
        screen.table(
            ("COLUMN", "TYPE", "MEANING"),
            [(column["name"], column["type"], column["comment"]) for column in items[0]["columns"]],
        )
    else:
        screen.table(("VIEW", "ROWS"), [(view["name"], view["comment"]) for view in items])
    return 0


def copied(client: Client, request: Json, accept: str) -> int:
    """Sends the answer to standard output as it comes; fails if it is not all that was asked."""
    with client.post_stream("/history:query", request, accept) as response:
        query = response.headers["Cairn-Query-Id"]
        for portion in portions(response, f"{BROKE_OFF}; {NOT_WHOLE}"):
            sys.stdout.buffer.write(portion)
    sys.stdout.buffer.flush()
    record = client.get(f"/history/queries/{query}")
    if record["state"] != "succeeded":
        raise CairnError(f"the query failed: {record.get('error')}; {NOT_WHOLE}")
    cut = record.get("cutBy")
    if cut == "rows" and "limit" in request:
        print("cairn: there are more rows than --limit allows", file=sys.stderr)
    elif cut:
        printed = f"{count(record['rows'], 'row')}, {size(record['bytes'])}"
        raise CairnError(f"the server's limit of {cut} cut the answer after {printed}; {NOT_WHOLE}")
    return 0


def value(written: str) -> Any:
    """JSON, or else the text itself."""
    try:
        return json.loads(written)
    except ValueError:
        return written


def shown(cell: Any) -> str:
    if cell is None:
        return "NULL"
    return clean(cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False))


def sql_login(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    """The password goes to standard output alone, so that it can be sent into a file."""
    if options.revoke:
        revoked = client.post(f"/sql-logins/{options.name}:revoke")
        if screen.as_json:
            screen.json(revoked)
        else:
            screen.say(f"the login {revoked['login']} is revoked")
        return 0
    request = {"name": options.name, **({"days": options.days} if options.days else {})}
    made = client.post("/sql-logins", request)
    if screen.as_json:
        screen.json(made)
    elif made.get("password") is None:
        raise CairnError(f"{made['login']['login']} was made, but the answer was lost: revoke it")
    else:
        print(f'connect with: psql "{made["connect"]}"; the password:', file=sys.stderr)
        print(made["password"])
    return 0


def sql_logins(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    items = client.items("/sql-logins")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    screen.table(
        ("LOGIN", "READS AS", "CREATED", "BY", "ENDS"),
        [
            (
                login["login"],
                login["viewer"],
                screen.age(login["createdAt"]),
                login["createdBy"],
                screen.time(login["validUntil"]),
            )
            for login in items
        ],
        ("CREATED", "BY"),
    )
    return 0
