"""A phone draws the same questions as the server, from the same file of cases."""

from __future__ import annotations

from base64 import b64encode

from demo.bench.server import ROOT
from tests.assessments import vectors

SCRIPT = ROOT / "assessments/static/assessments/draw.js"
RUN = """async ([module, text]) => {
    const { arrange, draw, parallel } = await import(module);
    const cases = JSON.parse(text);
    const drawn = (one) => ({ shortfalls: [], ...("missed" in one ? parallel(one) : draw(one)) });
    return {
        draws: cases.draws.map(drawn),
        arrangements: cases.arrangements.map((one) => arrange(one.question, one.seed)),
        expected: [cases.draws.map((one) => one.expected), cases.arrangements.map((one) => one.expected)],
    };
}"""


def test_a_phone_draws_what_the_server_draws(chromium):
    page = chromium.new_page()
    module = "data:text/javascript;base64," + b64encode(SCRIPT.read_bytes()).decode()
    found = page.evaluate(RUN, [module, vectors.FILE.read_text(encoding="utf-8")])
    page.close()
    assert [found["draws"], found["arrangements"]] == found["expected"]
