"""Cards in a file: what may be replaced by it, and what not."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from grader.errors import InputError
from learnfastapi.study.cards import Card, CardFormat, CardKind
from learnfastapi.takeout.cards import write_cards
from learnfastapi.workspace import UnwritableError

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CARD = Card(
    id=1,
    lesson="gates",
    kind=CardKind.CUE,
    front="Who?",
    back="The keeper",
    added=date(2026, 1, 1),
    due=None,
    memory=None,
    knew=None,
    reviews=0,
)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", b"")
    return file.getvalue()


def write(path: Path, kind: CardFormat, *cards: Card) -> None:
    write_cards(path, kind, cards, deck="Lock keeping", at=AT)


@pytest.mark.parametrize("kind", CardFormat)
def test_an_earlier_export_is_replaced(tmp_path, kind):
    path = tmp_path / f"cards{kind.ending}"
    write(path, kind)
    before = path.read_bytes()

    write(path, kind, CARD)

    assert len(path.read_bytes()) > len(before)


@pytest.mark.parametrize("kind", CardFormat)
@pytest.mark.parametrize("content", [b"", b"lesson,kind\r\n", zipped()], ids=["empty", "table", "archive"])
def test_a_file_of_somebody_else_is_kept(tmp_path, kind, content):
    path = tmp_path / "mine"
    path.write_bytes(content)

    with pytest.raises(InputError) as caught:
        write(path, kind, CARD)

    assert (caught.value.message, caught.value.hint) == (
        f"`{path}` is there already and is no earlier export of your cards",
        f"give another name, such as `learnfastapi-cards{kind.ending}`",
    )
    assert path.read_bytes() == content


def test_a_deck_is_not_replaced_by_a_table(tmp_path):
    write(tmp_path / "cards", CardFormat.ANKI, CARD)

    with pytest.raises(InputError, match="is no earlier export"):
        write(tmp_path / "cards", CardFormat.CSV, CARD)


@pytest.mark.parametrize("kind", CardFormat)
def test_a_folder_or_a_link_to_nothing_is_kept(tmp_path, kind):
    (tmp_path / "link").symlink_to("nowhere")

    for path in (tmp_path, tmp_path / "link"):
        with pytest.raises(InputError, match="is there already"):
            write(path, kind, CARD)


@pytest.mark.parametrize("kind", CardFormat)
def test_a_place_that_cannot_be_written_is_named(tmp_path, kind):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(UnwritableError, match="Cannot write"):
        write(tmp_path / "file" / "cards", kind, CARD)
