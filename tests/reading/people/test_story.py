"""What kind of story a page tells. All people and places are invented."""

from citydesk.reading.people.story import QUESTIONS, features, story, weights_of
from citydesk.reading.people.words import words_of

QUIET = "The council met on Tuesday about the new bridge. The mayor was pleased."
ALONE = "A hunter cleaned his shotgun when it accidentally went off. He shot himself in the foot."
TURNED = (
    "A man killed his wife and then took his own life in an apparent murder-suicide, police said. "
    "He turned the gun on himself."
)
COURT = (
    "Bo Tandry, 29, was arrested and charged with murder. He pleaded not guilty in court and is "
    "held without bond in the county jail."
)
BURGLAR = (
    "Officers shot and killed a man who pointed a gun at a deputy, in an officer-involved shooting."
)


def asked(text, title=""):
    told = story(words_of(title, "title"), words_of(text))
    return dict(zip(QUESTIONS, told, strict=True))


def test_a_story_of_a_hand_that_slipped():
    assert asked(ALONE)["hurt oneself"] > max(asked(TURNED)["hurt oneself"], 0)
    assert asked(ALONE)["no suspect"] > asked(COURT)["no suspect"]


def test_a_story_that_ends_with_the_one_who_fired():
    assert asked(TURNED)["suicide"] > max(asked(COURT)["suicide"], asked(ALONE)["suicide"])
    assert asked(TURNED)["dead suspect"] > asked(COURT)["dead suspect"]


def test_a_story_of_the_court_names_a_suspect():
    assert asked(COURT)["named suspect"] > max(asked(QUIET)["named suspect"], 0)


def test_a_story_in_which_police_fired():
    assert asked(BURGLAR)["police fired"] > max(asked(COURT)["police fired"], 0)


def test_names_and_places_say_nothing():
    found = features(words_of("Dorn held", "title"), words_of("Quenby Dorn of Port Zindle fired."))
    assert {"title held", "text fired", "lead fired"} <= set(found)
    assert not {"dorn", "quenby", "zindle"} & {name.split(" ")[1] for name in found}


def test_words_weigh_by_where_they_stand_and_once():
    told = {"bias": [1] * 7, "weights": {"title shot": [500] * 7, "text shot": [20] * 7}}
    weights = weights_of(told)
    once = story(words_of("", "title"), words_of("He was shot."), weights)
    twice = story(words_of("Shot", "title"), words_of("He was shot. She was shot."), weights)
    assert once == [0.021] * 7
    assert twice == [0.521] * 7
