"""The next step for each problem of the reader. Pure."""

import re

_STEPS = (
    # Each is looked for in `key: text`; the first that fits gives the step, with its groups filled in.
    (r"is written in format (?P<n>\d+)", "update learnfastapi"),
    (r"^(?P<key>#.*): is missing", "add the heading `{key}`, in its place"),
    (r"^(?P<key>levels\[\d+\]\.)?(?P<name>[\w-]+): is missing", "add `{name}`"),
    (r"^is missing", "add the file"),
    (r"is unknown; did you mean `(?P<name>[^`]*)`\?", "rename it to `{name}`"),
    (r"is unknown", "remove it"),
    (r"did you mean `(?P<name>[^`]*)`\?", "write `{name}`, or add what it names"),
    (r"is not (?:YAML|TOML): it wants spaces", "write spaces in place of the tab"),
    (r"is not (?P<kind>YAML|TOML)", "mend the {kind} here; a text with `:` or `#` in it wants quotes"),
    (r"is not UTF-8", "save the file as UTF-8"),
    (r"is no text", "take the byte out, or move the file out of the course"),
    (r"is longer than", "split it, or move what is long out of the course"),
    (r"cannot be read: Too many levels of symbolic links", "put the file itself in place of the link"),
    (r"cannot be read: Permission denied", "allow yourself to read it: `chmod u+rX`"),
    (r"cannot be read", "put a plain file with this name in its place"),
    (r"has no front matter", "begin the file with `---`, `title: …` and what else belongs there, and `---`"),
    (r"^(?P<key>#.*): stands there", "keep one of them"),
    (r"is no heading of a lesson", "make it a heading of depth 3 in Recite, or bold text"),
    (r"is no heading of a task", "make it bold text; a task has `## Requirements` and `## Hints` only"),
    (r"^(?P<key>#.*): belongs above `(?P<other>.*)`", "move it above `{other}`"),
    (r"lists the (?P<what>level|lesson) `", "keep one of the entries"),
    (r"planned: lists `(?P<name>[^`]*)`", "take `{name}` out of `planned`"),
    (r"lists `(?P<name>[^`]*)`, and there is no", "write `lessons/{name}.md`, or take `{name}` out of the level"),
    (r"lists `(?P<name>[^`]*)`, which belongs to", "take `{name}` out of `exercises`"),
    (r"is in no level", "add it to a level in `lessons/course.toml`"),
    (r"goes in a circle", "take one of these lessons out of `requires`"),
    (r"names no (?P<what>\w+)", "write the id of one, as its file or folder is named"),
    (r"names a lesson that does not list it", "add the exercise to `exercises` of that lesson"),
    (r"has no `exercises/(?P<name>.*)`", "write `exercises/{name}`, or remove this folder"),
    (r"wants (?:a name of|another name)", "rename it, and what refers to it"),
    (r"has no `# TODO`", "mark what is to be written with `# TODO`"),
    (r"has no `test_\*\.py`", "write the checks in a file such as `test_main.py`"),
    (r"has no file besides", "add the file with the mistake in it"),
    (r"has no files", "add the file of the answer, such as `main.py`"),
    (r"cannot be used: .*; remove it", "remove it; `learnfastapi author check` writes it anew"),
    (r"wants a title such as", "begin the file with `# ` and what the learner sees"),
    (r"wants at least one numbered item", "write what is demanded as `1. …`, `2. …`"),
    (r"wants its items numbered", "number them 1, 2, 3"),
    (r"wants nothing but its list", "move the text into an item, or above `## Requirements`"),
    (r"wants the number of a requirement", "write the number of the requirement that the hints are for"),
    (r"wants at least one `- ` item", "write a hint as `- …`, or remove the heading"),
    (r"wants paths inside the folder", "write the path from the answer's folder, with `/`"),
    (r"wants at least one file", "name what the learner edits, such as `main.py`"),
    (r"wants `module:attribute`", "write it as `main:app`"),
    (r"wants `(?P<value>[^`]*)`, (?:which|the level that) lists it", "write `{value}`, or list it elsewhere"),
    (r"wants one of", "write one of these"),
    (r"wants (?P<what>.*) \(got", "write {what}"),
)
_OTHERWISE = "mend it, and check again"


def step_for(key: str, text: str) -> str:
    """One next step, a sentence without a full stop. `key` and `text` are those of a `Problem`."""
    said = f"{key}: {text}" if key else text
    for pattern, step in _STEPS:
        if found := re.search(pattern, said):
            return step.format_map(found.groupdict())
    return _OTHERWISE
