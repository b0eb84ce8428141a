"""What was found, for programs."""

import json

from grader.author.models import Catches, CourseCheck, Defect, Figures, Judged, total
from grader.author.output import check_github, check_json, quality_json

SURVIVOR = Defect(
    file="solutions/a/reference/main.py", line=7, text="no check notices it", step="add one", detail="-1\n+2"
)
FOUND = CourseCheck(
    title="Seeds",
    defects=[Defect(file="lessons/a.md", text="wants, for one: 100 %", step="write it")],
    exercises=[
        Judged(
            exercise="a",
            defects=[SURVIVOR],
            figures=Figures(
                wrong=6, caught=6, right=2, accepted=1, mutants=3, mutants_caught=2, equivalent=1, judged=9, seconds=1.5
            ),
            matrix=[Catches(check="test_a", caught=3, alone=1)],
        ),
        Judged(exercise="b", defects=[], figures=Figures(wrong=4, caught=3)),
    ],
)


def test_quality_has_each_exercise_and_the_total():
    quality = json.loads(quality_json(FOUND))

    assert (quality["version"], quality["course"]) == (1, "Seeds")
    assert quality["exercises"]["a"] == {
        "sensitivity": 1.0,
        "specificity": 0.5,
        "mutation_score": 0.6667,
        "figures": {
            "wrong": 6,
            "caught": 6,
            "right": 2,
            "accepted": 1,
            "mutants": 3,
            "mutants_caught": 2,
            "equivalent": 1,
            "judged": 9,
            "seconds": 1.5,
        },
    }
    assert quality["exercises"]["b"]["mutation_score"] is None
    assert quality["total"]["sensitivity"] == 0.9
    assert quality["total"]["figures"]["wrong"] == 10


def test_figures_add_up():
    assert total([]) == Figures()
    assert total([Figures(wrong=1, seconds=0.5), Figures(wrong=2, seconds=1.0)]) == Figures(wrong=3, seconds=1.5)


def test_json_holds_all_defects_once():
    found = json.loads(check_json(FOUND))

    assert [each["text"] for each in found["defects"]] == ["wants, for one: 100 %", "no check notices it"]
    assert [each["defects"] for each in found["exercises"]] == [[], []]
    assert found["exercises"][0]["matrix"] == [{"check": "test_a", "caught": 3, "alone": 1}]
    assert found["quality"] == json.loads(quality_json(FOUND))


def test_github_gets_an_annotation_for_each_defect():
    assert check_github(FOUND, "course").splitlines() == [
        "::error file=course/lessons/a.md::wants, for one: 100 %25. Next: write it.",
        "::error file=course/solutions/a/reference/main.py,line=7::no check notices it. Next: add one.%0A-1%0A+2",
    ]
    assert check_github(FOUND, ".").startswith("::error file=lessons/a.md::")
