"""Enter a lesson into `course.toml`, and an exercise into its lesson. Layout and comments stay. Pure."""

import tomlkit
import yaml

from grader.course.front_matter import front_matter_end


def with_lesson(toml: str, level: str, lesson: str) -> str:
    """The text of a valid `course.toml`, with a lesson at the end of a level."""
    course = tomlkit.parse(toml)
    for table in course["levels"]:
        if table["id"] == level:
            table["lessons"].append(lesson)
    return tomlkit.dumps(course)


def with_exercise(text: str, exercise: str) -> str:
    """The text of a valid lesson, with an exercise at the end of those in its front matter.

    No package writes YAML and keeps its layout, but PyYAML says where each value stands.
    """
    first = text.index("\n") + 1
    last = text.rindex("---", first, front_matter_end(text))
    found = yaml.compose(text[first:last], yaml.SafeLoader)
    entry = yaml.safe_dump([exercise], default_flow_style=True).strip()[1:-1]
    assert found is not None  # a lesson has a title
    for key, value in found.value:
        if key.value == "exercises":
            at, addition = _addition(text[first:last], value, entry)
            return text[: first + at] + addition + text[first + at :]
    return f"{text[:last]}exercises: [{entry}]\n{text[last:]}"


def _addition(head: str, value: yaml.SequenceNode, entry: str) -> tuple[int, str]:
    """Where in the front matter something is put in, and what."""
    if not value.value:
        return value.end_mark.index - 1, entry
    end: int = value.value[-1].end_mark.index
    if value.flow_style:
        return end, f", {entry}"
    return head.index("\n", end), f"\n{' ' * value.start_mark.column}- {entry}"
