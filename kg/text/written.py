"""What is written in a text: entities and mojibake decoded, with all offsets unchanged.

The result has the length of the text: a character that several stand for is followed by `FILLER`s.
"""

import html
import re

FILLER = "\u2060"
"""Pads a character that stands for several characters of the text; not used otherwise."""

# "&quot;", "& # 39;" (spaces added by a scraper), ",quot;" (ampersand lost), "&amp;quot;" (encoded twice).
_ENTITY = re.compile(
    r"(?P<amp>&amp;)?(?(amp)|[&,]\s?)(?P<name>#\s?(?:\d{1,6}|x[0-9a-fA-F]{1,5})|[a-zA-Z]{2,8}\d{0,2})\s?;"
)
_LOST_AMPERSAND = frozenset({"quot", "apos", "amp", "nbsp", "lt", "gt", "rsquo", "lsquo", "rdquo", "ldquo"})
# UTF-8 read as Windows-1252 or Latin-1 has one of these before a character that is not ASCII or a space.
_MAY_BE_MOJIBAKE = re.compile(r"[Â-ô][^\x00-\x7f]|[ÃÂ] ")
# The last byte of a closing mark has no character in Windows-1252, so it is often lost.
_LOST_BYTE = re.compile(r"â€(?:\ufffd|(?=[\s.,;:!?)<]|\Z))")
_CODECS = ("sloppy-windows-1252", "latin-1")


def written(text: str) -> str:
    """`text` with entities and, where it is sure, mojibake decoded, of the same length."""
    text = text.replace(FILLER, " ")
    if _MAY_BE_MOJIBAKE.search(text):
        text = _without_mojibake(text)
    return _ENTITY.sub(_entity_character, text)


def without_fillers(words: str) -> str:
    """Words of `written` as a reader sees them."""
    return words.replace(FILLER, "")


def undecoded(text: str) -> list[str]:
    """What looks like an entity or mojibake in `text` but is not surely one, in order."""
    plain = written(text)
    entities = [match.group() for match in re.finditer(r"&(?:#\w{1,7}|[a-zA-Z]{2,8}\d{0,2});", plain)]
    if not _MAY_BE_MOJIBAKE.search(plain):
        return entities
    # Imported on first use; it takes a third of a second.
    from ftfy.badness import BADNESS_RE

    return [*entities, *(without_fillers(match.group()) for match in BADNESS_RE.finditer(plain))]


def _without_mojibake(text: str) -> str:
    # Imported on first use; it takes a third of a second.
    import ftfy.bad_codecs.sloppy  # noqa: F401
    from ftfy.badness import is_bad
    from ftfy.chardata import UTF8_DETECTOR_RE

    # One sure run makes the others sure: they were made by the same mistake.
    if not any(is_bad(match.group()) for match in UTF8_DETECTOR_RE.finditer(text)):
        return text
    text = _LOST_BYTE.sub(lambda match: "”".ljust(len(match.group()), FILLER), text)
    return UTF8_DETECTOR_RE.sub(_decoded_run, text)


def _decoded_run(match: re.Match[str]) -> str:
    """A run of mojibake, perhaps made twice, as what was meant; one with a space, a lost byte, stays."""
    run = match.group()
    if " " in run:
        return run
    characters, widths = run, [1] * len(run)
    while decoded := _decode(characters):
        taken = iter(widths)
        widths = [sum(next(taken) for _ in character.encode()) for character in decoded]
        characters = decoded
    return "".join(one.ljust(width, FILLER) for one, width in zip(characters, widths, strict=True))


def _decode(characters: str) -> str | None:
    for codec in _CODECS:
        try:
            decoded = characters.encode(codec).decode()
        except UnicodeError:
            continue
        sure = all(one.isprintable() or one == "\xa0" for one in decoded)
        return decoded if sure and decoded != characters else None
    return None


def _entity_character(match: re.Match[str]) -> str:
    whole, name = match.group(), re.sub(r"\s", "", match["name"])
    if whole.startswith(",") and name not in _LOST_AMPERSAND:
        return whole
    character = html.unescape(f"&{name};")
    if len(character) != 1:
        return "&".ljust(5, FILLER) + whole[5:] if match["amp"] else whole
    before, after = (
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    if character == "'" and not (before.strip() or after.strip()):
        # A scraper put spaces around it: it is no apostrophe.
        character = '"'
    if character == FILLER:
        # Fillers alone would leave nothing of the text.
        return " " * len(whole)
    return (" " if character.isspace() else character).ljust(len(whole), FILLER)
