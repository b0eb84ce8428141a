"""Ways to break the small course of `conftest`, and what the reader says about each."""

TASK = "exercises/dough/exercise.md"
TOML = "lessons/course.toml"
ID = "lower-case words and hyphens, such as `path-parameters`"

SIGNATURES = """{"inputs": "0f", "built": ["GET /dough"], "names": ["wet"], "mistakes":
{"too-wet": {"2": {"test_wet[3]": {"GET /dough": ["500 for 200", "raised KeyError"]}}}}}"""

# One fault each: how the valid course is changed, and all that is said about it.
FAULTS = {
    # course.toml
    "no-course-file": (lambda c: c.remove(TOML), [f"{TOML}: is missing"]),
    "course-file-is-no-toml": (
        lambda c: c.write(TOML, "title = \n"),
        [f"{TOML}: is not TOML: Invalid value (at line 1, column 9)"],
    ),
    "course-file-without-title": (lambda c: c.replace(TOML, 'title = "Bread"', ""), [f"{TOML}: title: is missing"]),
    "course-file-with-unknown-key": (
        lambda c: c.replace(TOML, 'title = "Bread"', 'title = "Bread"\nautor = "A"'),
        [f"{TOML}: autor: is unknown; the keys are `title`, `format`, `levels`, `planned`"],
    ),
    "format-is-text": (
        lambda c: c.replace(TOML, "format = 1", 'format = "1"'),
        [f"{TOML}: format: wants a whole number (got '1')"],
    ),
    "levels-are-no-tables": (
        lambda c: c.write(TOML, 'title = "B"\nformat = 1\nlevels = ["core"]\n'),
        [f"{TOML}: levels: wants a list of tables (got ['core'])"],
    ),
    "level-without-title": (
        lambda c: c.replace(TOML, 'title = "Deep"\n', ""),
        [f"{TOML}: levels[1].title: is missing"],
    ),
    "level-id": (
        lambda c: (
            c.replace(TOML, 'id = "deep"', 'id = "Deep"'),
            c.replace("lessons/crust.md", "level: deep", "level: Deep"),
        ),
        [f"{TOML}: levels[1].id: wants {ID} (got 'Deep')"],
    ),
    "level-twice": (
        lambda c: (
            c.replace(TOML, 'id = "deep"', 'id = "core"'),
            c.replace("lessons/crust.md", "level: deep", "level: core"),
        ),
        [f"{TOML}: levels: lists the level `core` 2 times"],
    ),
    "lesson-listed-twice": (
        lambda c: c.replace(TOML, '["flour", "dough"]', '["flour", "dough", "flour"]'),
        [f"{TOML}: levels: lists the lesson `flour` 2 times"],
    ),
    "level-names-unknown-lesson": (
        lambda c: c.replace(TOML, '["crust"]', '["crust", "crumb"]'),
        [f"{TOML}: levels: lists `crumb`, and there is no `lessons/crumb.md`; did you mean `crust`?"],
    ),
    "listed-lesson-without-a-file": (
        lambda c: c.remove("lessons/dough.md"),
        [f"{TOML}: levels: lists `dough`, and there is no `lessons/dough.md`"],
    ),
    "planned-lesson-in-a-level": (
        lambda c: c.replace(TOML, "format = 1", 'format = 1\nplanned = ["crust", "crumb"]'),
        [f"{TOML}: planned: lists `crust`, which is in a level by now"],
    ),
    # Lessons
    "lesson-in-no-level": (
        lambda c: c.replace(TOML, '["crust"]', "[]"),
        ["lessons/crust.md: is in no level of `lessons/course.toml`"],
    ),
    "lesson-names-another-level": (
        lambda c: c.replace("lessons/crust.md", "level: deep", "level: core"),
        ["lessons/crust.md: level: wants `deep`, the level that lists it (got 'core')"],
    ),
    "lesson-file-name": (
        lambda c: (
            (c.path / "lessons/crust.md").rename(c.path / "lessons/Crust_1.md"),
            c.replace(TOML, '["crust"]', '["Crust_1"]'),
        ),
        [f"lessons/Crust_1.md: wants a name of {ID}"],
    ),
    "lesson-is-not-utf8": (
        lambda c: c.write_bytes("lessons/crust.md", b"---\ntitle: Cro\xfbte\n---\n"),
        ["lessons/crust.md: line 2: is not UTF-8 (got the byte 0xfb)"],
    ),
    "lesson-is-a-folder": (
        lambda c: (c.remove("lessons/crust.md"), (c.path / "lessons/crust.md").mkdir()),
        ["lessons/crust.md: cannot be read: Is a directory"],
    ),
    "no-front-matter": (
        lambda c: c.replace("lessons/crust.md", "---\ntitle", "title"),
        ["lessons/crust.md: has no front matter between two lines `---` at its top"],
    ),
    "front-matter-is-no-yaml": (
        lambda c: c.replace("lessons/crust.md", "title: Crust", "title: Crust: brown"),
        ["lessons/crust.md: line 2: is not YAML: mapping values are not allowed in this context"],
    ),
    "all-of-the-front-matter": (
        lambda c: c.replace("lessons/crust.md", "minutes: 5\nrequires: [flour, dough]", "minuts: ten\nrequires: dough"),
        [
            "lessons/crust.md: minutes: is missing",
            "lessons/crust.md: requires: wants a list of texts (got 'dough')",
            "lessons/crust.md: minuts: is unknown; did you mean `minutes`?",
        ],
    ),
    "requires-unknown": (
        lambda c: c.replace("lessons/crust.md", "[flour, dough]", "[flour, doughs]"),
        ["lessons/crust.md: requires: names no lesson (got 'doughs'); did you mean `dough`?"],
    ),
    "requires-itself": (
        lambda c: c.replace("lessons/crust.md", "[flour, dough]", "[crust]"),
        ["lessons/crust.md: requires: goes in a circle: `crust` → `crust`"],
    ),
    "requires-in-a-circle": (
        lambda c: c.replace("lessons/flour.md", "requires: []", "requires: [crust]"),
        [
            "lessons/crust.md: requires: goes in a circle: `crust` → `flour` → `crust`",
            "lessons/crust.md: requires: goes in a circle: `crust` → `dough` → `flour` → `crust`",
        ],
    ),
    "heading-missing": (
        lambda c: c.replace("lessons/crust.md", "### Explain it\n", ""),
        ["lessons/crust.md: ### Explain it: is missing"],
    ),
    "heading-only-in-a-code-block": (
        lambda c: c.replace("lessons/crust.md", "## Questions\n", "```text\n## Questions\n```\n"),
        ["lessons/crust.md: ## Questions: is missing"],
    ),
    "heading-twice": (
        lambda c: c.replace("lessons/crust.md", "### Core\n", "### Core\n### Core\n"),
        ["lessons/crust.md: ### Core: stands there 2 times"],
    ),
    "heading-unknown": (
        lambda c: c.replace("lessons/crust.md", "## Review\n", "## Review\n## Appendix\n"),
        ["lessons/crust.md: ## Appendix: is no heading of a lesson (line 24)"],
    ),
    "headings-out-of-order": (
        lambda c: c.replace("lessons/crust.md", "### Core\n### Advanced\n", "### Advanced\n### Core\n"),
        ["lessons/crust.md: ### Core: belongs above `### Advanced`"],
    ),
    # Lessons and exercises
    "lesson-names-unknown-exercise": (
        lambda c: c.replace("lessons/crust.md", "exercises: []", "exercises: [dogh]"),
        ["lessons/crust.md: exercises: names no exercise (got 'dogh'); did you mean `dough`?"],
    ),
    "two-lessons-list-an-exercise": (
        lambda c: c.replace("lessons/crust.md", "exercises: []", "exercises: [dough]"),
        ["lessons/crust.md: exercises: lists `dough`, which belongs to the lesson `dough`"],
    ),
    "exercise-names-another-lesson": (
        lambda c: c.replace(TASK, "lesson: dough", "lesson: crust"),
        [f"{TASK}: lesson: wants `dough`, which lists it (got 'crust')"],
    ),
    "no-lesson-lists-an-exercise": (
        lambda c: c.replace("lessons/dough.md", "exercises: [dough]", "exercises: []"),
        [f"{TASK}: lesson: names a lesson that does not list it (got 'dough')"],
    ),
    "exercise-of-no-lesson": (
        lambda c: (
            c.replace("lessons/dough.md", "exercises: [dough]", "exercises: []"),
            c.replace(TASK, "lesson: dough", "lesson: doughs"),
        ),
        [f"{TASK}: lesson: names no lesson (got 'doughs'); did you mean `dough`?"],
    ),
    "solutions-of-no-exercise": (
        lambda c: c.write("solutions/cake/notes.md", ""),
        ["solutions/cake: has no `exercises/cake`"],
    ),
    # Tasks
    "no-task": (lambda c: c.remove(TASK), [f"{TASK}: is missing"]),
    "kind": (
        lambda c: c.replace(TASK, "kind: build", "kind: bild"),
        [
            f"{TASK}: kind: wants one of `build`, `complete`, `mend`, `tighten`, `extend`, `refactor`, `tests`,"
            " `deploy` (got 'bild')"
        ],
    ),
    "no-files": (
        lambda c: c.replace(TASK, "minutes: 10", "minutes: 10\nfiles: []"),
        [f"{TASK}: files: wants at least one file (got [])"],
    ),
    "app": (
        lambda c: c.replace(TASK, "minutes: 10", "minutes: 10\napp: main"),
        [f"{TASK}: app: wants `module:attribute`, such as `main:app` (got 'main')"],
    ),
    "no-requirements": (
        lambda c: c.replace(TASK, "## Requirements\n", ""),
        [f"{TASK}: ## Requirements: is missing"],
    ),
    "no-numbered-item": (
        lambda c: c.replace(TASK, "1. `GET /dough` answers 200.\n   It is quick.\n2. Anything else answers 404.\n", ""),
        [f"{TASK}: ## Requirements: wants at least one numbered item (got none)"],
    ),
    "requirements-with-a-gap": (
        lambda c: c.replace(TASK, "2. Anything", "3. Anything"),
        [f"{TASK}: ## Requirements: wants its items numbered from 1 without a gap (got 1, 3)"],
    ),
    "requirements-as-bullets": (
        lambda c: (c.replace(TASK, "1. `GET", "-  `GET"), c.replace(TASK, "2. Anything", "-  Anything")),
        [f"{TASK}: ## Requirements: wants its items numbered from 1 without a gap (got -, -)"],
    ),
    "text-beside-the-requirements": (
        lambda c: c.replace(TASK, "## Requirements\n", "## Requirements\nAnd it is fast.\n\n"),
        [f"{TASK}: ## Requirements: wants nothing but its list (got `And it is fast.`)"],
    ),
    "hints-for-no-requirement": (
        lambda c: c.replace(TASK, "### 2", "### 3"),
        [f"{TASK}: ### 3: wants the number of a requirement, 1 to 2 (got `3`)"],
    ),
    "hints-without-items": (
        lambda c: c.replace(TASK, "- Nothing to do\n", ""),
        [f"{TASK}: ### 2: wants at least one `- ` item (got none)"],
    ),
    "text-beside-the-hints": (
        lambda c: c.replace(TASK, "- Nothing to do\n", "- Nothing to do\n\nReally.\n"),
        [f"{TASK}: ### 2: wants nothing but its list (got `Really.`)"],
    ),
    "hints-twice": (
        lambda c: c.replace(TASK, "### 2", "### 1"),
        [f"{TASK}: ### 1: stands there twice"],
    ),
    "hints-above-the-requirements": (
        lambda c: (
            c.replace(TASK, "## Hints\n", ""),
            c.replace(TASK, "## Requirements\n", "## Hints\n## Requirements\n"),
            c.replace(TASK, "### 1\n- Which method?\n- Nearly\n  the code\n### 2\n- Nothing to do\n", ""),
        ),
        [f"{TASK}: ## Requirements: belongs above `## Hints`"],
    ),
    "task-heading-unknown": (
        lambda c: c.replace(TASK, "## Hints\n", "## Notes\n## Hints\n"),
        [f"{TASK}: ## Notes: is no heading of a task (line 14)"],
    ),
    "heading-of-no-hint": (
        lambda c: c.replace(TASK, "### 2", "### two"),
        [f"{TASK}: ### two: wants the number of a requirement, 1 to 2 (got `two`)"],
    ),
    "heading-beside-the-hints": (
        lambda c: c.replace(TASK, "## Requirements\n", "### Before\n## Requirements\n"),
        [f"{TASK}: ### Before: is no heading of a task (line 9)"],
    ),
    # The folders of an exercise
    "exercise-name": (
        lambda c: (
            (c.path / "exercises/dough").rename(c.path / "exercises/Dough"),
            (c.path / "solutions/dough").rename(c.path / "solutions/Dough"),
            c.replace("lessons/dough.md", "exercises: [dough]", "exercises: [Dough]"),
        ),
        [f"exercises/Dough: wants a name of {ID}"],
    ),
    "exercise-named-as-the-folder-of-notes": (
        lambda c: (
            (c.path / "exercises/dough").rename(c.path / "exercises/notes"),
            (c.path / "solutions/dough").rename(c.path / "solutions/notes"),
            c.replace("lessons/dough.md", "exercises: [dough]", "exercises: [notes]"),
        ),
        ["exercises/notes: wants another name: `notes` is where learners keep their notes"],
    ),
    "no-starter": (lambda c: c.remove("exercises/dough/starter"), ["exercises/dough/starter/main.py: is missing"]),
    "starter-lacks-a-file": (
        lambda c: c.replace(TASK, "minutes: 10", "minutes: 10\nfiles: [main.py, models.py]"),
        ["exercises/dough/starter/models.py: is missing"],
    ),
    "starter-without-todo": (
        lambda c: c.write("exercises/dough/starter/main.py", "TODO\n"),
        ["exercises/dough/starter: has no `# TODO` in any of its files"],
    ),
    "no-checks": (
        lambda c: c.remove("exercises/dough/test_dough.py"),
        ["exercises/dough: has no `test_*.py`"],
    ),
    "no-solutions": (lambda c: c.remove("solutions"), ["solutions/dough/reference: has no files"]),
    "empty-reference": (
        lambda c: c.remove("solutions/dough/reference/main.py"),
        ["solutions/dough/reference: has no files"],
    ),
    "empty-variant": (
        lambda c: c.remove("solutions/dough/variants/by-hand/main.py"),
        ["solutions/dough/variants/by-hand: has no files"],
    ),
    "variant-name": (
        lambda c: c.write("solutions/dough/variants/By hand/main.py", ""),
        [f"solutions/dough/variants/By hand: wants a name of {ID}"],
    ),
    "mistake-name": (
        lambda c: (
            c.write("solutions/dough/mistakes/2-wet/main.py", ""),
            c.write("solutions/dough/mistakes/2-wet/explanation.md", "# Wet"),
        ),
        [f"solutions/dough/mistakes/2-wet: wants a name of {ID}"],
    ),
    "mistake-without-explanation": (
        lambda c: c.remove("solutions/dough/mistakes/too-wet/explanation.md"),
        ["solutions/dough/mistakes/too-wet/explanation.md: is missing"],
    ),
    "mistake-without-title": (
        lambda c: c.replace("solutions/dough/mistakes/too-wet/explanation.md", "# It", "It"),
        [
            "solutions/dough/mistakes/too-wet/explanation.md: line 1:"
            " wants a title such as `# The order is reversed` (got 'It `runs` away')"
        ],
    ),
    "mistake-without-code": (
        lambda c: c.remove("solutions/dough/mistakes/too-wet/main.py"),
        ["solutions/dough/mistakes/too-wet: has no file besides `explanation.md`"],
    ),
    "signatures-no-json": (
        lambda c: c.write("solutions/dough/signatures.json", "{"),
        [
            "solutions/dough/signatures.json: cannot be used: Input data was truncated;"
            " remove it, and `python -m grader.diagnosis` writes it anew"
        ],
    ),
    "signatures-of-another-form": (
        lambda c: c.write("solutions/dough/signatures.json", SIGNATURES.replace('"raised', '7, "raised')),
        [
            "solutions/dough/signatures.json: cannot be used: Expected `str`, got `int`"
            " - at `$.mistakes[...][...][...][...][1]`; remove it, and `python -m grader.diagnosis` writes it anew"
        ],
    ),
}
