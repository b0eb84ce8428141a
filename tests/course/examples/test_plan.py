"""Which exchanges go to which program."""

from grader.course.examples import Exchange, Program, Script, read_examples
from grader.course.examples.plan import asked, runs_of

LESSON = """\
## Going deeper
### Core
```python app
first
```
```http
GET /1

→ 200
```
```python run
script
```
### Advanced
```http
GET /2

→ 200
```
```python app
second
```
```text
printed
```
```http
GET /3

→ 200
```
```http
GET /unsent
```
## Review
```http
GET /4

→ 200
```
```python app
third
```
"""
EXAMPLES = read_examples(LESSON)


def test_runs_of_gives_each_program_its_exchanges():
    assert [
        (run.program.source, [exchange.request.path for exchange in run.exchanges]) for run in runs_of(EXAMPLES)
    ] == [("first\n", ["/1", "/2"]), ("script\n", []), ("second\n", ["/3"]), ("third\n", [])]


def test_runs_of_gives_each_program_its_output():
    assert [run.output.text if run.output else None for run in runs_of(EXAMPLES)] == [None, None, "printed\n", None]


def test_asked_is_none_without_a_program_above_in_the_section():
    exchanges = {example.request.path: example for example in EXAMPLES if isinstance(example, Exchange)}

    assert asked(exchanges["/4"], EXAMPLES) is None


def test_is_broken_only_where_the_program_says_so():
    broken = read_examples("```python app broken\n```\n```python app\n```\n```python run\n```\n")

    assert [run.is_broken for run in runs_of(broken)] == [True, False, False]
    assert [type(example) for example in broken] == [Program, Program, Script]
