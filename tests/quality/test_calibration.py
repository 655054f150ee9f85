"""The measures of the reader's card, on numbers whose answers are known."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.calibration import by_chance, error, masses, trust, widths
from benchmarks.card import put
from benchmarks.groups import Marked, bounds, figure, groups_of, total
from benchmarks.reliability import plot

EVEN = [(0.8, n % 5 != 0) for n in range(100)]
TOO_SURE = [(0.9, n % 2 == 0) for n in range(100)]


def test_a_probability_that_means_what_it_says_has_no_error() -> None:
    assert error(widths(EVEN)) == pytest.approx(0.0)
    assert error(masses(EVEN)) == pytest.approx(0.0)
    assert error(widths(TOO_SURE)) == pytest.approx(0.4)


def test_equal_probabilities_stay_in_one_bin() -> None:
    assert len(masses(EVEN)) == 1
    spread = [(n / 400, True) for n in range(400)]
    assert len(masses(spread)) == 15
    assert {len(each) for each in masses(spread)} <= {26, 27}


def test_the_best_reader_scores_by_chance_too() -> None:
    few, many = EVEN[:30], EVEN * 30
    assert by_chance(few, widths) > by_chance(many, widths) > 0
    assert trust(EVEN).right == pytest.approx(0.8)
    assert trust([]).told == 0


def test_sums_of_counts_make_the_figures() -> None:
    counts = Counter({"date asked": 4, "date right": 3})
    assert figure(counts, "date") == 0.75
    assert figure(counts, "state") is None
    counts = Counter(
        {
            f"victims {k}": n
            for k, n in zip(("asked", "found", "told", "right"), (4, 2, 2, 2), strict=True)
        }
    )
    assert figure(counts, "victims") == pytest.approx(2 / 3)


def test_the_interval_holds_the_figure() -> None:
    marks = [
        Marked(str(n % 20), frozenset(), Counter({"date asked": 1, "date right": n % 7 > 2}))
        for n in range(60)
    ]
    low, high = bounds(marks, ["date"], 200)["date"]
    value = figure(total(marks), "date")
    assert value is not None
    assert low < value < high


def test_an_article_s_groups() -> None:
    want = {"characteristics": ["Accidental Shooting - Injury", "Drive-by (car to street)"]}
    names = groups_of({"published": "2015-03-04"}, want, 2)
    assert names == {"year 2015", "outlet 1-2 articles", "kind accident", "kind drive-by"}
    other = groups_of({"published": None}, {"characteristics": ["Shot"]}, 40)
    assert other == {"year unknown", "outlet 30 and more", "kind none of these"}


def test_a_table_goes_between_its_markers() -> None:
    page = "a\n<!-- card: x -->\nold\n<!-- card: end of x -->\nb"
    assert put(page, "x", ["new"]) == "a\n<!-- card: x -->\nnew\n<!-- card: end of x -->\nb"
    with pytest.raises(SystemExit):
        put(page, "y", [])


def test_the_plot_is_one_safe_picture() -> None:
    made = plot({"a <b>": EVEN, "c": TOO_SURE})
    assert made.startswith("<svg ")
    assert made.count("<circle") == 2
    assert "a &lt;b&gt;" in made
