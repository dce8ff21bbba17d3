"""Test sentence files on disk."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
import re
import resource

import pytest
import yaml

from custom_components.vxg.assist import sentence_files
from custom_components.vxg.assist.sentence_files import (
    FileStatus,
    read_files,
    remove_files,
    render,
    write_files,
)


def install(config: Path, *languages: str, version: str = "1.0.0") -> Path:
    """Install languages, and return the file of the first."""
    write_files(config, languages, version, ["siren"], install=True)
    return config / "custom_sentences" / languages[0] / "vxg.yaml"


def statuses(config: Path, *languages: str) -> dict[str, FileStatus]:
    files = read_files(config, languages).files
    return {language: file.status for language, file in files.items()}


@pytest.mark.parametrize(
    ("language", "shipped"), [("de-CH", "de"), ("pt", "pt-BR"), ("pt-BR", "pt-BR")]
)
def test_variants_use_the_sentences_of_their_language(
    tmp_path: Path, language: str, shipped: str
) -> None:
    content = yaml.safe_load(install(tmp_path, language).read_text(encoding="utf-8"))
    source = sentence_files.SOURCES / f"{shipped}.yaml"
    assert content["language"] == language
    assert (
        content["intents"].keys()
        == yaml.safe_load(source.read_text())["intents"].keys()
    )


def test_languages_without_sentences_are_ignored(tmp_path: Path) -> None:
    assert not write_files(tmp_path, ["sv"], "1.0.0", (), install=True).files
    assert not list(tmp_path.iterdir())


def test_an_installed_file_has_a_stamp_and_is_rewritten_while_unedited(
    tmp_path: Path,
) -> None:
    path = install(tmp_path, "en")
    first = path.read_text(encoding="utf-8")
    assert re.match(
        r"# VXG Cloud VMS 1\.0\.0, source [0-9a-f]{8}, sha256 [0-9a-f]{64}\n", first
    )
    assert statuses(tmp_path, "en") == {"en": FileStatus.UNEDITED}
    assert not write_files(tmp_path, (), "1.0.0", ["siren"], install=False).changed
    assert write_files(tmp_path, (), "2.0.0", ["siren"], install=False).changed
    assert write_files(tmp_path, (), "2.0.0", ["bell"], install=False).changed
    assert '"bell"' in path.read_text(encoding="utf-8")


def test_missing_files_are_only_written_on_installation(tmp_path: Path) -> None:
    write_files(tmp_path, ["en"], "1.0.0", (), install=False)
    assert statuses(tmp_path, "en") == {"en": FileStatus.MISSING}


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("Pressed", "Done with"),
        lambda text: text.partition("\n")[2],
        lambda text: f"{text}# mine\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "",
    ],
)
def test_an_edited_file_is_never_touched(tmp_path: Path, edit) -> None:
    path = install(tmp_path, "en", "de")
    edited = edit(path.read_text(encoding="utf-8")).encode()
    path.write_bytes(edited)
    assert statuses(tmp_path)["en"] is FileStatus.EDITED
    write_files(tmp_path, ["en", "de"], "2.0.0", (), install=True)
    remove_files(tmp_path, ["en", "de"])
    assert path.read_bytes() == edited
    assert statuses(tmp_path, "de")["de"] is FileStatus.MISSING


def test_an_edited_file_can_be_replaced_and_is_then_renamed(tmp_path: Path) -> None:
    path = install(tmp_path, "en")
    path.write_text("mine", encoding="utf-8")
    write_files(tmp_path, ["en"], "1.0.0", (), install=True, replace=["en"])
    assert statuses(tmp_path) == {"en": FileStatus.UNEDITED}
    assert path.with_suffix(".yaml.bak").read_text(encoding="utf-8") == "mine"


def test_an_edited_file_is_outdated_once_there_are_new_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = install(tmp_path, "en")
    with path.open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    assert read_files(tmp_path, ["en"]).outdated == []
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "en.yaml").write_text('language: "en"\n', encoding="utf-8")
    monkeypatch.setattr(sentence_files, "SOURCES", sources)
    assert read_files(tmp_path, ["en"]).outdated == ["en"]


def test_a_file_that_was_copied_by_hand_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = install(tmp_path, "en")
    path.write_text("copied", encoding="utf-8")
    monkeypatch.setattr(sentence_files, "COPIED", {sentence_files._digest("copied")})
    assert statuses(tmp_path) == {"en": FileStatus.UNEDITED}


def test_removal_leaves_nothing_of_ours_and_all_of_others(tmp_path: Path) -> None:
    path = install(tmp_path, "en", "de")
    other = path.with_name("mine.yaml")
    other.write_text("mine", encoding="utf-8")
    assert remove_files(tmp_path, ()).changed
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [other]
    other.unlink()
    install(tmp_path, "en")
    remove_files(tmp_path, ())
    assert not list(tmp_path.iterdir())
    assert not remove_files(tmp_path, ()).changed


@contextmanager
def full_disk() -> Generator[None]:
    """Let each write fail after some kilobytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def all_files(config: Path) -> dict[str, str]:
    """Return the contents of all files below a folder by their names."""
    return {
        str(path.relative_to(config)): path.read_text(encoding="utf-8")
        for path in config.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("installed", [None, "unedited", "edited"])
def test_a_disk_that_becomes_full_leaves_what_there_was(
    tmp_path: Path, installed: str | None
) -> None:
    if installed:
        path = install(tmp_path, "en")
    if installed == "edited":
        path.write_text("mine", encoding="utf-8")
    before = all_files(tmp_path)
    with full_disk():
        files = write_files(tmp_path, ["en"], "2.0.0", (), install=True, replace=["en"])
    assert files.error is not None
    assert files.error.endswith("en/vxg.yaml: File too large")
    assert not files.changed
    assert all_files(tmp_path) == before
    assert installed or not list(tmp_path.iterdir())


def break_by_folder(path: Path) -> None:
    path.mkdir(parents=True)


def break_by_file(path: Path) -> None:
    path.parent.parent.mkdir()
    path.parent.touch()


def break_by_link(path: Path) -> None:
    path.parent.parent.mkdir()
    path.parent.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (break_by_folder, "de/vxg.yaml: Is a directory"),
        (break_by_file, "de/vxg.yaml: Not a directory"),
        (break_by_link, "de/vxg.yaml: File exists"),
    ],
)
def test_a_language_that_cannot_be_written_hinders_no_other(
    tmp_path: Path, harm: Callable[[Path], None], reason: str
) -> None:
    harm(tmp_path / "custom_sentences" / "de" / "vxg.yaml")
    files = write_files(tmp_path, ["de", "en", "fr"], "1.0.0", (), install=True)
    assert files.changed
    assert files.error is not None
    assert files.error.endswith(reason)
    assert files.languages(FileStatus.UNEDITED) == ["en", "fr"]
    assert remove_files(tmp_path, ()).changed
    assert not all_files(tmp_path).keys() - {"custom_sentences/de"}


@pytest.mark.parametrize("linked", ["custom_sentences", "custom_sentences/en"])
def test_folders_can_be_links(tmp_path: Path, linked: str) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    config = tmp_path / "config"
    folder = config / linked
    folder.parent.mkdir(parents=True)
    folder.symlink_to(target)
    path = install(config, "en")
    assert statuses(config) == {"en": FileStatus.UNEDITED}
    assert path.resolve().is_relative_to(target)
    files = remove_files(config, ())
    assert (files.changed, files.error) == (True, None)
    # The link is the user's.
    assert folder.is_symlink()
    assert not list(target.iterdir())


def test_a_file_that_is_a_link_is_replaced_not_what_it_leads_to(tmp_path: Path) -> None:
    path = install(tmp_path, "en")
    target = tmp_path / "mine.yaml"
    path.rename(target)
    path.symlink_to(target)
    before = target.read_text(encoding="utf-8")
    assert write_files(tmp_path, (), "2.0.0", (), install=False).changed
    assert not path.is_symlink()
    remove_files(tmp_path, ())
    assert all_files(tmp_path) == {"mine.yaml": before}


def test_names_of_event_types_cannot_be_templates() -> None:
    names = ["[x] {name} <vxg_at>", "a|b", '"\n  evil: 1', "Motion", "", "x" * 99]
    content = yaml.safe_load(render("en", "1.0.0", names))
    values = content["lists"]["vxg_type"]["values"]
    assert {"x name vxg at", "a b", "evil 1", "x" * 60} <= set(values)
    assert "evil" not in content
    assert values.count("motion") == 1
    assert not [value for value in values if re.search(r"[^\w' ]", value)]
