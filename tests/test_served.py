"""`learnfastapi run`: the app is served, starts again on save, and its documentation needs no internet."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample_course"
RIGHT = (SAMPLE / "solutions" / "double" / "reference" / "main.py").read_text()
PATIENCE_SECONDS = 60.0


def environment(home: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for arguments in (["start", "w", "--course", str(SAMPLE)], ["next", "--all"]):
        cwd = tmp_path / "w" if (tmp_path / "w").exists() else tmp_path
        command = [sys.executable, "-m", "learnfastapi", *arguments]
        subprocess.run(command, cwd=cwd, env=environment(tmp_path), check=True, capture_output=True)
    return tmp_path / "w"


@pytest.fixture
def serve(workspace: Path, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serve an answer with this `main.py`; get the address."""
    processes = []

    def start(content: str) -> str:
        (workspace / "double" / "main.py").write_text(content)
        port = free_port()
        command = [sys.executable, "-m", "learnfastapi", "run", "--port", str(port)]
        with (tmp_path / "log").open("w") as log:
            processes.append(
                subprocess.Popen(
                    command, cwd=workspace, env=environment(tmp_path), stdout=log, stderr=subprocess.STDOUT
                )
            )
        return f"http://127.0.0.1:{port}"

    yield start
    for process in processes:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) in (0, 130)


def get(
    url: str, until: Callable[[httpx2.Response], bool], meanwhile: Callable[[], object] | None = None
) -> httpx2.Response:
    """Ask again until the response is as awaited, for a minute at most. Every three seconds do something meanwhile."""
    end = time.monotonic() + PATIENCE_SECONDS
    again = time.monotonic()
    while True:
        if meanwhile is not None and time.monotonic() >= again:
            meanwhile()
            again += 3
        try:
            response = httpx2.get(url)
            if until(response) or time.monotonic() > end:
                return response
        except httpx2.TransportError:
            assert time.monotonic() < end, f"nothing answers at {url}"
        time.sleep(0.1)


def test_app_is_served_and_starts_again_on_save(serve, workspace):
    address = serve(RIGHT)

    first = get(f"{address}/double/21", lambda response: response.status_code == 200)
    # The server answers a moment before its watcher looks, so a save at once may be one too early.
    second = get(
        f"{address}/double/21",
        lambda response: response.json() == {"double": 63},
        lambda: (workspace / "double" / "main.py").write_text(RIGHT.replace("2 * number", "3 * number")),
    )

    assert first.json() == {"double": 42}
    assert second.json() == {"double": 63}


def test_documentation_loads_everything_from_here(serve):
    address = serve(RIGHT)

    page = get(f"{address}/docs", lambda response: response.status_code == 200).text

    links = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(links) == 3
    assert {httpx2.get(f"{address}{link}").status_code for link in links} == {200}
    assert "https://" not in page


def test_answer_that_cannot_be_imported_says_why_until_it_is_mended(serve, workspace):
    address = serve("from fastapi import FastAPI\n\napp = FastAPI(\n")

    broken = get(f"{address}/ping", lambda response: response.status_code == 503)
    (workspace / "double" / "main.py").write_text(RIGHT)
    mended = get(f"{address}/ping", lambda response: response.status_code == 200)

    assert broken.text.endswith(
        ", line 3\n    app = FastAPI(\n                 ^\nSyntaxError: '(' was never closed\n\n"
        "Mend it and save: the app starts again.\n"
    )
    assert mended.json() == "pong"


def test_answer_without_its_file_says_which_one_until_it_is_written(serve, workspace):
    address = serve(RIGHT)
    get(f"{address}/ping", lambda response: response.status_code == 200)

    (workspace / "double" / "main.py").rename(workspace / "double" / "other.py")
    missing = get(f"{address}/ping", lambda response: response.status_code == 503)
    (workspace / "double" / "other.py").rename(workspace / "double" / "main.py")
    mended = get(f"{address}/ping", lambda response: response.status_code == 200)

    assert missing.text == (
        f"There is no `main.py` in `{workspace / 'double'}`. Write your app in a file of that name.\n\n"
        "Mend it and save: the app starts again.\n"
    )
    assert mended.json() == "pong"


def test_files_with_names_of_modules_do_not_break_the_server(serve, workspace):
    for name in ("json.py", "random.py", "fastapi.py", "typing.py"):
        (workspace / "double" / name).write_text("raise RuntimeError('imported by mistake')\n")
    address = serve(RIGHT)

    assert get(f"{address}/ping", lambda response: response.status_code == 200).json() == "pong"


def test_port_in_use_is_named(workspace, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "learnfastapi", "run", "--port", str(port)]

        done = subprocess.run(
            command, cwd=workspace, env=environment(tmp_path), capture_output=True, text=True, check=False
        )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: Port `{port}` is in use\n\nhint: end the program that listens there, or use another: "
        f"`learnfastapi run --port {port % 65_535 + 1}`\n"
    )


def test_ctrl_c_ends_the_server_and_the_process_that_restarts_it(workspace, tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "learnfastapi", "run", "--port", str(port)]
    (workspace / "double" / "main.py").write_text(
        RIGHT.replace('return "pong"', "import os\n    return str(os.getpid())")
    )
    process = subprocess.Popen(
        command,
        cwd=workspace,
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = int(get(f"http://127.0.0.1:{port}/ping", lambda response: response.status_code == 200).json())

    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(PATIENCE_SECONDS) in (0, 130)
    assert server != process.pid
    assert not Path(f"/proc/{server}").exists()
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"http://127.0.0.1:{port}/ping")
