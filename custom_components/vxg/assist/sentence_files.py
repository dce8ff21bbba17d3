"""Sentence files of Assist in the configuration folder; all functions do file I/O."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace as with_fields
from enum import StrEnum
from hashlib import sha256
import json
from pathlib import Path
import re
from typing import Self

from homeassistant.util.file import WriteError, write_utf8_file_atomic

from ..const import DOMAIN
from .synonyms import SYNONYMS
from .vocabulary import EVENT_WORDS, normalize, short_language

SOURCES = Path(__file__).parent / "sentences"
FILE_NAME = f"{DOMAIN}.yaml"

# First line of an installed file: version of the integration, start of the hash of the file
# that it was made of, and hash of what follows.
STAMP = "# VXG Cloud VMS {version}, source {source}, sha256 {digest}\n"
STAMP_PATTERN = re.compile(
    r"# VXG Cloud VMS \S+, source ([0-9a-f]{8}), sha256 ([0-9a-f]{64})\n", re.ASCII
)
# Files without a stamp, which the documentation said to copy.
COPIED = frozenset(
    {
        "7e5e43ef97c97b21781a200203fbfd65a452da979949557ef444b9c1fbbd2eab",
        "8796df6f31604b92c9dfb548ae91837ca91dce9139ce4e5b3df9227f1d1dd9eb",
    }
)
# Places in a source where the words of its language and of the cameras are filled in.
VALUES = "    values: []\n"
KEYWORDS = "required_keywords: &words []\n"
LANGUAGE = re.compile(r'^language: ".*"$', re.MULTILINE)

MAX_NAMES = 500
MAX_NAME_LENGTH = 60


class FileStatus(StrEnum):
    """Status of a sentence file in the configuration."""

    MISSING = "missing"
    UNEDITED = "unedited"
    EDITED = "edited"


class SentenceChoice(StrEnum):
    """Choices of the user for the files."""

    INSTALL = "install"
    UPDATE = "update"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFile:
    """The sentence file of a language; `source` identifies what it was made of."""

    path: Path
    status: FileStatus
    source: str | None = None
    text: str = ""

    @classmethod
    def read(cls, config: Path, language: str) -> Self:
        """Return the file of a language. Raises OSError."""
        path = config / "custom_sentences" / language / FILE_NAME
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls(path=path, status=FileStatus.MISSING)
        text = content.decode(errors="replace")
        if (stamp := STAMP_PATTERN.match(text)) is None:
            unedited = sha256(content).hexdigest() in COPIED
            source = None
        else:
            unedited = _digest(text[stamp.end() :]) == stamp[2]
            source = stamp[1]
        status = FileStatus.UNEDITED if unedited else FileStatus.EDITED
        return cls(path=path, status=status, source=source, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFiles:
    """The sentence files by language, and whether some were changed on disk.

    Files that cannot be read are left out.
    """

    files: Mapping[str, SentenceFile]
    # What files of each language would be made of now.
    sources: Mapping[str, str]
    changed: bool = False
    # Path and reason of a file that could not be read, written, or removed.
    error: str | None = None

    def languages(self, status: FileStatus) -> list[str]:
        """Return the languages whose file has a status."""
        return [
            language for language, file in self.files.items() if file.status is status
        ]

    @property
    def outdated(self) -> list[str]:
        """Languages whose edited file was made of another source than there is now."""
        return [
            language
            for language in self.languages(FileStatus.EDITED)
            if self.files[language].source != self.sources[language]
        ]


def read_files(config: Path, languages: Collection[str]) -> SentenceFiles:
    """Return the files of languages, and of all other languages that have one.

    Languages without sentences are ignored.
    """
    existing = (
        path.parent.name
        for path in (config / "custom_sentences").glob(f"*/{FILE_NAME}")
    )
    files: dict[str, SentenceFile] = {}
    sources: dict[str, str] = {}
    error = None
    for language in sorted({*languages, *existing}):
        if (source := _source(language)) is None:
            continue
        try:
            files[language] = SentenceFile.read(config, language)
        except OSError as err:
            path = config / "custom_sentences" / language / FILE_NAME
            error = _describe(path, err)
        else:
            sources[language] = _digest(source)[:8]
    return SentenceFiles(files=files, sources=sources, error=error)


def write_files(
    config: Path,
    languages: Collection[str],
    version: str,
    names: Collection[str],
    *,
    install: bool,
    replace: Collection[str] = (),
) -> SentenceFiles:
    """Rewrite unedited files, and return all; with `install` also write missing ones.

    An edited file is only written if its language is one to `replace`; it is renamed
    before.
    """

    def write(language: str, file: SentenceFile) -> bool:
        wanted = install and language in languages
        if not (
            file.status is FileStatus.UNEDITED
            or (file.status is FileStatus.MISSING and wanted)
            or language in replace
        ):
            return False
        text = render(language, version, names)
        if text == file.text:
            return False
        _replace_file(file, text)
        return True

    return _change_files(config, languages, write)


def remove_files(config: Path, languages: Collection[str]) -> SentenceFiles:
    """Remove unedited files, and folders that are then empty."""

    def remove(_language: str, file: SentenceFile) -> bool:
        if file.status is not FileStatus.UNEDITED:
            return False
        file.path.unlink()
        _remove_empty_folders(file.path)
        return True

    return _change_files(config, languages, remove)


def _change_files(
    config: Path,
    languages: Collection[str],
    change: Callable[[str, SentenceFile], bool],
) -> SentenceFiles:
    """Change each file, whatever happens to the others, and return all."""
    changed, error = False, None
    for language, file in read_files(config, languages).files.items():
        try:
            changed |= change(language, file)
        except (OSError, WriteError) as err:
            error = _describe(file.path, err)
    now = read_files(config, languages)
    return with_fields(now, changed=changed, error=error or now.error)


def _replace_file(file: SentenceFile, text: str) -> None:
    """Write a file, all or nothing. Raises OSError or WriteError."""
    backup = file.path.with_suffix(".yaml.bak")
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        if file.status is FileStatus.EDITED:
            file.path.replace(backup)
        write_utf8_file_atomic(str(file.path), text)
    except OSError, WriteError:
        if file.status is FileStatus.EDITED and not file.path.exists():
            backup.replace(file.path)
        _remove_empty_folders(file.path)
        raise


def _remove_empty_folders(path: Path) -> None:
    """Remove the folders of a file if they are empty, and no links."""
    with suppress(OSError):
        path.parent.rmdir()
        path.parent.parent.rmdir()


def _describe(path: Path, err: OSError | WriteError) -> str:
    """Return the path of a file, and why it could not be used."""
    reason = err.args[0] if isinstance(err, WriteError) else err
    return f"{path}: {getattr(reason, 'strerror', None) or reason}"


def render(language: str, version: str, names: Collection[str]) -> str:
    """Return the file of a language, with names of event types beside everyday words."""
    source = _source(language) or ""
    short = short_language(language)
    words = [
        *(word for words in SYNONYMS[short].values() for word in words),
        *EVENT_WORDS[short],
    ]
    known = {normalize(word) for word in words}
    spoken = sorted({_spoken(name) for name in names} - {"", *known})
    words += spoken[:MAX_NAMES]
    # One part of each is enough; they are compared with those of a sentence as it is.
    parts = [max(word.split(), key=len) for word in words]
    keywords = {each for part in parts for each in (part, part.capitalize())}
    text = LANGUAGE.sub(f'language: "{language}"', source, count=1)
    text = text.replace(VALUES, VALUES.replace("[]", _flow(words)), 1)
    text = text.replace(KEYWORDS, KEYWORDS.replace("[]", _flow(sorted(keywords))), 1)
    return (
        STAMP.format(version=version, source=_digest(source)[:8], digest=_digest(text))
        + text
    )


def _source(language: str) -> str | None:
    """Return the sentences that are shipped for a language or a variant of it."""
    for path in SOURCES.glob("*.yaml"):
        if short_language(path.stem) == short_language(language):
            return path.read_text(encoding="utf-8")
    return None


def _spoken(name: str) -> str:
    """Return the name of an event type without characters that templates use."""
    return normalize(re.sub(r"[^\w']", " ", name))[:MAX_NAME_LENGTH].strip()


def _flow(words: Collection[str]) -> str:
    """Return a list of YAML on one line."""
    return json.dumps(list(words), ensure_ascii=False)


def _digest(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()
