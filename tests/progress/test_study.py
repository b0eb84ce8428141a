"""Guesses, explanations, settings: what a learner said stays."""

from collections.abc import Callable

from learnfastapi.progress import Progress
from learnfastapi.study.settings import Caps, Study


def test_the_setting_is_kept_and_changed(open_progress: Callable[..., Progress]):
    with open_progress() as progress:
        assert progress.study.mode() is None
        progress.study.choose(Study.FULL)
        progress.study.choose(Study.OFF)

    with open_progress() as progress:
        assert progress.study.mode() is Study.OFF


def test_caps_are_standard_until_they_are_changed(open_progress: Callable[..., Progress]):
    with open_progress() as progress:
        assert progress.study.caps() == Caps(new=4, reviews=10)
        progress.study.cap(Caps(new=6, reviews=0))
        assert progress.study.caps() == Caps(new=6, reviews=0)


def test_settings_are_those_that_were_changed(open_progress: Callable[..., Progress]):
    with open_progress() as progress:
        assert progress.study.settings() == {}
        progress.study.choose(Study.LIGHT)
        progress.study.cap(Caps(new=6, reviews=0))

        assert progress.study.settings() == {"study": "light", "new cards": "6", "reviews": "0"}


def test_guesses_are_kept_in_order(open_progress: Callable[..., Progress]):
    with open_progress() as progress:
        progress.study.add_guess("gates", "Who closes it?", "no idea")
        progress.study.add_guess("locks", "Why?", "rust")
        progress.study.add_guess("gates", "Who closes it?", "the guard")

        assert [guess.guess for guess in progress.study.guesses("gates")] == ["no idea", "the guard"]
        assert [guess.lesson for guess in progress.study.guesses()] == ["gates", "locks", "gates"]


def test_explanations_are_never_replaced(open_progress: Callable[..., Progress], now):
    with open_progress() as progress:
        progress.study.add_explanation("gates", "first try")
        progress.study.add_explanation("gates", "second try")
        progress.study.add_explanation("locks", "because of the order", about="double/2")

        found = progress.study.explanations("gates")
        assert [(each.text, each.about, each.at) for each in found] == [("first try", "", now), ("second try", "", now)]
        assert [each.about for each in progress.study.explanations()] == ["", "", "double/2"]


def test_lessons_are_marked_once(open_progress: Callable[..., Progress]):
    with open_progress() as progress:
        for _ in range(2):
            progress.study.mark_recited("gates")
            progress.study.mark_known("locks")

        assert (progress.study.recited(), progress.study.known()) == ({"gates"}, {"locks"})
