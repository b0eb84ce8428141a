"""Packs: courses by others, which are installed as packages and name their folder in an entry point.

    [project.entry-points."learnfastapi.courses"]
    water-meters = "water_meters"              a package that holds `lessons`, `exercises`, `solutions`
    water-meters = "water_meters:course"       the same in a folder of the package

Nothing of a pack is imported. A course is data, and to import its package would run code of others at each command,
take its time, and let one broken pack break what has nothing to do with it.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from grader.course.names import is_inside
from grader.errors import InputError, LearnError
from learnfastapi.workspace import PackName

GROUP = "learnfastapi.courses"
# What `importlib.metadata` raises for an `entry_points.txt` or a `METADATA` that somebody broke.
_BROKEN = (ValueError, TypeError, KeyError, OSError)


class PackError(LearnError):
    """A pack is installed and cannot be used, which is not the learner's fault."""

    exit_code = 3


class GonePackError(InputError):
    """A pack that a workspace belongs to is not installed any more."""

    def __init__(self, pack: PackName) -> None:
        step = f"`pip install {pack.distribution}` brings it back; your answers and progress are where they were"
        super().__init__(f"The pack `{pack.name}`, which this workspace belongs to, is not installed", hint=step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """An entry point of the group.

    Attributes:
        value: As the pack wrote it.
    """

    name: PackName
    version: str
    value: str
    installed: Distribution

    @property
    def folder(self) -> Path:
        """Where its course lies. Raises `PackError` if there is no such folder."""
        package, _, inside = (part.strip() for part in self.value.partition(":"))
        names = package.split(".")
        if all(name.isidentifier() for name in names) and (not inside or is_inside(inside)):
            for root in _roots(self.installed, names):
                if (root / inside).is_dir():
                    return root / inside
        raise PackError(
            f"The pack `{self.name.name}` ({self.name.distribution} {self.version}) has its course in `{self.value}`, "
            "and there is no such folder",
            hint=f"install it again with `pip install --force-reinstall {self.name.distribution}`, or tell its author",
        )


def installed_packs() -> tuple[Pack, ...]:
    """All of them, by name. Two may have the same name; what cannot be read as a package is passed over."""
    found: dict[PackName, Pack] = {}
    for each in distributions():
        with contextlib.suppress(*_BROKEN):
            for pack in _packs_of(each):
                found.setdefault(pack.name, pack)  # an older one further down the path is not what is installed
    return tuple(sorted(found.values(), key=lambda pack: (pack.name.name, pack.name.distribution)))


def pack_named(text: str) -> Pack | None:
    """The pack of this name, or the only one of the distribution of this name; None if there is none.

    Raises `InputError` if two packs have the name.
    """
    packs = installed_packs()
    named = [pack for pack in packs if pack.name.name == text]
    if len(named) > 1:
        names = [pack.name.distribution for pack in named]
        raise InputError(
            f"{len(named)} installed packs have the name `{text}`: `{'`, `'.join(names)}`",
            hint=f"give the name of the package: `learnfastapi start --course {names[0]}`",
        )
    if not named:
        named = [pack for pack in packs if _normal(pack.name.distribution) == _normal(text)]
    if len(named) > 1:
        names = [pack.name.name for pack in named]
        raise InputError(
            f"The package `{text}` has {len(named)} courses: `{'`, `'.join(names)}`",
            hint=f"give the name of one: `learnfastapi start --course {names[0]}`",
        )
    return named[0] if named else None


def pack_of(name: PackName) -> Pack:
    """The pack that a workspace belongs to. Raises `GonePackError`."""
    # Not by `installed_packs`, which looks at everything that is installed.
    with contextlib.suppress(PackageNotFoundError, *_BROKEN):
        for pack in _packs_of(distribution(name.distribution)):
            if pack.name.name == name.name:
                return pack
    raise GonePackError(name)


def _packs_of(installed: Distribution) -> Iterator[Pack]:
    if GROUP not in (installed.read_text("entry_points.txt") or ""):
        return
    if "Name" not in installed.metadata or "Version" not in installed.metadata:
        return  # half installed, or half removed
    for entry in installed.entry_points.select(group=GROUP):
        name = PackName(name=entry.name, distribution=installed.metadata["Name"])
        yield Pack(name=name, version=installed.version, value=entry.value, installed=installed)


def _roots(installed: Distribution, names: list[str]) -> Iterator[Path]:
    """Folders that may be the package of these dotted names."""
    # First where it was installed to, because the current folder may hold something of the same name.
    yield Path(str(installed.locate_file("/".join(names))))
    # An editable installation lies elsewhere. Only the first name is asked for: to find a package in another one,
    # Python would import that.
    with contextlib.suppress(ImportError, ValueError, AttributeError):
        spec = find_spec(names[0])
        for location in (spec and spec.submodule_search_locations) or ():
            yield Path(location).joinpath(*names[1:])


def _normal(distribution_name: str) -> str:
    return distribution_name.lower().replace("_", "-").replace(".", "-")
