"""`workspace.toml` that cannot be used: each way to open a workspace says why and what to do."""

import pytest

from learnfastapi.workspace import Workspace, WorkspaceFileError


@pytest.fixture(params=["find", "create"])
def open_workspace(request, create):
    return {"find": Workspace.find, "create": create}[request.param]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"format = \n", "Invalid value (at line 1, column 10)"),
        (b"format = 1\ncourse = '\xff'\n", "'utf-8' codec can't decode byte 0xff in position 21: invalid start byte"),
        (b"", "`format` must be 1 or 2 (got None)"),
        (b"format = 'one'\n", "`format` must be 1 or 2 (got 'one')"),
        (b"format = 0\n", "`format` must be 1 or 2 (got 0)"),
        (b"format = 1\n", "`course` must be a text (got None)"),
        (b"format = 1\ncourse = 3\n", "`course` must be a text (got 3)"),
        (b"format = 2\n", "`pack` must be a text (got None)"),
        (b"format = 2\npack = 'x'\ndistribution = 1\n", "`distribution` must be a text (got 1)"),
    ],
    ids=[
        "no-toml",
        "no-utf-8",
        "empty",
        "format-no-number",
        "format-too-old",
        "no-course",
        "course-no-text",
        "no-pack",
        "distribution-no-text",
    ],
)
def test_marker_that_cannot_be_used(tmp_path, create, open_workspace, content, problem):
    create(tmp_path)
    marker = tmp_path / ".learnfastapi/workspace.toml"
    marker.write_bytes(content)

    with pytest.raises(WorkspaceFileError) as caught:
        open_workspace(tmp_path)

    assert caught.value.message == f"Cannot read `{marker}`: {problem}"
    assert (
        caught.value.hint == f"move that file away and run `learnfastapi start {tmp_path}`: answers and progress stay"
    )
    assert marker.read_bytes() == content


def test_marker_of_a_newer_program(tmp_path, create, open_workspace):
    create(tmp_path)
    marker = tmp_path / ".learnfastapi/workspace.toml"
    marker.write_text('format = 3\ncourse = ""\n')

    with pytest.raises(WorkspaceFileError) as caught:
        open_workspace(tmp_path)

    assert caught.value.message == f"`{marker}` has format `3`, and this learnfastapi knows format 2"
    assert caught.value.hint == "update it: `pip install --upgrade learnfastapi`"


def test_relative_course_is_relative_to_the_workspace(tmp_path, create):
    create(tmp_path / "work")
    (tmp_path / "work/.learnfastapi/workspace.toml").write_text('format = 1\ncourse = "courses/mine"\n')

    assert Workspace.find(tmp_path / "work").course == tmp_path / "work/courses/mine"
