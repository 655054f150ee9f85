"""The API keeps what its own description says, whatever it is asked: schemathesis asks.

Operations and examples are the same in every run. The desk that answers is put under the
application when the tests begin: its description needs none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from citydesk.settings import Settings
from citydesk.web import application
from citydesk.web.context import Desk
from tests.web import editors, pages

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
APP = application("nowhere.db", Settings(), base_url=pages.HOST)
SCHEMA = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
QUIETLY = settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = editors.desk_at(tmp_path_factory.mktemp("schema"))
    APP.state.desk = Desk(str(path), Settings(), pages.HOST)
    return editors.token(path, "judge")


ASKED = [(o, "positive") for o in OPERATIONS] + [
    (o, "negative")
    for o in OPERATIONS
    if o.query or o.body  # any text may be an id
]


@pytest.mark.parametrize(
    ("operation", "mode"), ASKED, ids=lambda each: getattr(each, "label", each)
)
def test_whatever_is_asked(operation: Any, mode: str, token: str) -> None:
    kind = schemathesis.GenerationMode(mode)

    @QUIETLY
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=kind))
        if operation.method == "post":
            case.headers["Authorization"] = f"Bearer {token}"
        case.call_and_validate(checks=CHECKS, base_url=pages.HOST)

    ask()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_what_is_there_is_as_described(operation: Any, token: str) -> None:
    if operation.method == "post":
        return
    name = next(
        (n for n in ("incidents", "accounts", "statements") if f"/{n}/{{" in operation.path), ""
    )
    ident = TestClient(APP).get(f"/api/v1/{name}").json()["items"][0]["id"] if name else ""
    case = operation.Case(path_parameters={"ident": ident} if name else {})
    answer = case.call_and_validate(checks=CHECKS, base_url=pages.HOST)
    assert answer.status_code == 200


def test_everything_is_described() -> None:
    assert {o.label for o in OPERATIONS} == {
        "GET /api/v1/incidents", "GET /api/v1/incidents/{ident}", "GET /api/v1/search",
        "GET /api/v1/findings", "GET /api/v1/accounts", "GET /api/v1/accounts/{ident}",
        "GET /api/v1/statements", "GET /api/v1/statements/{ident}", "GET /api/v1/changes",
        "POST /api/v1/judgements",
    }  # fmt: skip
