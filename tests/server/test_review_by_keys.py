"""A review in Chromium by keys alone, and what the server that `kg serve --review` starts refuses."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kg import open as open_dataset
from kg.archive.corrections.correction_file import read_corrections
from tests.conftest import ROOT, raise_error
from tests.server.with_review import build_reviewed, rebuild


@contextmanager
def review(folder: Path) -> Iterator[str]:
    """The address that `kg serve --review` prints for a graph."""
    command = [sys.executable, "-m", "kg", "serve", "--review", "--port", "0", "--reviewer", "Zoë Ray"]
    with subprocess.Popen(
        [*command, "--folder", str(folder.resolve())],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            assert process.stderr is not None
            address = re.fullmatch(
                r"Review: (http://127\.0\.0\.1:\d+/\?token=\S{40,})\n", process.stderr.readline()
            )
            assert address
            yield address[1]
        finally:
            process.terminate()


def choose(page: Page, typed: str) -> None:
    """Type into what is asked, and take the first that is offered."""
    expect(page.locator("#chooser")).to_be_visible()
    page.keyboard.type(typed)
    expect(page.locator("#chooser-options li").first).to_contain_text(typed)
    page.keyboard.press("Enter")


def axe(page: Page) -> list[str]:
    """What is wrong for who cannot see or use a mouse."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


def test_a_review_by_keys_alone(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = build_reviewed(tmp_path, monkeypatch)
    # The graph follows what is pressed, which takes its time on a busy machine.
    expect.set_options(timeout=30_000)
    troubles: list[str] = []
    with review(folder) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.goto(address)
        expect(page).to_have_url(re.compile("/review$"))
        assert axe(page) == []
        # The first of the queue: who says that it will not run?
        page.keyboard.press("q")
        expect(page).to_have_url(re.compile(r"/articles/a-.*#st-a4$"))
        status = page.locator("#review-status")
        expect(status).to_contain_text("3 of 3, unsure who")
        expect(page.locator(".note[aria-current]")).to_be_focused()
        assert axe(page) == []
        page.keyboard.press("s")
        expect(page.locator("#chooser-options li").first).to_have_text("Ana Prado 50\u00a0%")
        assert axe(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".note[aria-current]")).to_contain_text(
            "speaker: Luis Prado, reviewed by Zoë Ray"
        )
        expect(page.locator(".note[aria-current]")).to_contain_text(
            "corrected by hand, reviewed by Zoë Ray on"
        )
        # Words: without “, and it sails”, three words.
        page.keyboard.press("k")
        page.keyboard.press("k")
        page.keyboard.press("w")
        for _ in range(4):
            page.keyboard.press("ArrowLeft")
        expect(status).to_contain_text("“Karl Lund is wrong about the ferry”")
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_have_text("Karl Lund is wrong about the ferry")
        # Its position is turned, and the statement before is no statement, which is undone.
        page.keyboard.press("p")
        choose(page, "Turn it")
        expect(page.locator(".note").first).to_contain_text("supports")
        page.keyboard.press("j")
        page.keyboard.press("n")
        expect(page.locator(".note")).to_have_count(2)
        page.keyboard.press("u")
        expect(page.locator(".note")).to_have_count(3)
        page.keyboard.press("a")
        expect(page.locator(".reviewed", has_text="accepted by hand")).to_have_count(1)
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        choose(page, "Luis")
        expect(page.locator("#chooser-title")).to_have_text("Who is Luis Prado?")
        choose(page, "Ana")
        expect(page.locator(".voices")).not_to_contain_text("Luis Prado")
        page.set_viewport_size({"width": 390, "height": 844})
        # The keys of the bar, which are more than one row has room for, scroll in it.
        outside = "[...document.querySelectorAll('body :not(#review-bar .keys *)')]"
        wide = f"{outside}.filter(e => e.getBoundingClientRect().right > 390)"
        assert page.locator("#review-bar").evaluate("bar => bar.offsetHeight") < 150
        assert page.evaluate(f"{wide}.map(e => e.outerHTML.slice(0, 200))") == []
        assert axe(page) == []
        page.keyboard.press("q")
        expect(page).to_have_url(re.compile(r"/articles/[bc]-.*#st-"))
        page.keyboard.press("Shift+Q")
        expect(page.locator("#done")).not_to_have_text("0")
        context.close()
    expect.set_options(timeout=5_000)
    assert troubles == []
    lines = read_corrections(folder / "corrections.csv", raise_error)
    assert [(one.kind.value, one.subject.partition("/")[0], one.by) for one in lines] == [
        ("speaker", "st-a4", "Zoë Ray"),
        ("statement-words", "st-a2", "Zoë Ray"),
        ("position-polarity", "st-a2", "Zoë Ray"),
        ("statement-accepted", "st-a3", "Zoë Ray"),
        ("same-actor", "luis-prado", "Zoë Ray"),
    ]
    rebuild()
    found = {one.id: one for one in open_dataset(folder).statements()}
    assert found["st-a2"].text == "Karl Lund is wrong about the ferry"
    assert [one.polarity for one in found["st-a2"].positions] == ["supports"]
    assert {found[one].speaker for one in ("st-a3", "st-a4")} == {"Ana Prado"}


def test_what_was_missed_is_added_by_keys_alone(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build_reviewed(tmp_path, monkeypatch)
    expect.set_options(timeout=30_000)
    troubles: list[str] = []
    with review(folder) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.goto(address)
        page.keyboard.press("q")
        status, chosen = page.locator("#review-status"), page.locator(".note[aria-current]")
        expect(status).to_contain_text("3 of 3, unsure who")
        # The help has every key of the bar.
        page.keyboard.press("?")
        listed = ", ".join(page.locator("#help kbd").all_text_contents()).split(", ")
        assert set(page.locator("#review-bar button:not(.of-words) kbd").all_text_contents()) <= set(listed)
        page.keyboard.press("Escape")
        # Nobody is named; that is undone.
        page.keyboard.press("s")
        choose(page, "nobody named")
        expect(chosen).to_contain_text("corrected by hand, reviewed by Zoë Ray on")
        expect(chosen).to_contain_text("speaker not named")
        page.keyboard.press("u")
        expect(chosen).to_contain_text("speaker unsure")
        # Of the last paragraph “it will not run” in two pieces; then the words of the source.
        page.keyboard.press("+")
        expect(status).to_contain_text("What was said: “somebody: it will not run on Sunday”")
        assert axe(page) == []
        # A sentence back, and on again.
        page.keyboard.press(",")
        expect(status).to_contain_text("What was said: “Luis Prado: the ferry will run again”")
        page.keyboard.press(".")
        expect(status).to_contain_text("What was said: “somebody: it will not run on Sunday”")
        for key in ("Shift+ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
        expect(status).to_contain_text("What was said: “it will”")
        page.keyboard.press("+")
        expect(status).to_contain_text("Piece 2 of 2: “not”")
        page.keyboard.press("Shift+ArrowRight")
        expect(status).to_contain_text("Piece 2 of 2: “not”")
        page.keyboard.press("Backspace")
        page.keyboard.press("+")
        page.keyboard.press("ArrowRight")
        expect(status).to_contain_text("Piece 2 of 2: “not run”")
        page.keyboard.press("Enter")
        expect(status).to_contain_text("The words that name who said it: “on”")
        for key in ("ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
        expect(status).to_contain_text("The words that name who said it: “Luis Prado”")
        page.keyboard.press("Enter")
        expect(status).to_contain_text("The words that report it: “the”")
        for key in ("k", "j", "j"):
            page.keyboard.press(key)
        expect(status).to_contain_text("The words that report it: “ferry”")
        page.keyboard.press("Enter")
        expect(page.locator("#chooser-about")).to_contain_text("“it will … not run”, Luis Prado")
        # Who has a word of the source comes first.
        expect(page.locator("#chooser-options li").first).to_contain_text("Prado")
        assert axe(page) == []
        choose(page, "Luis")
        expect(chosen).to_contain_text("added by hand, reviewed by Zoë Ray on")
        expect(chosen.locator(".who")).to_have_text("Luis Prado")
        expect(page.locator(".note")).to_have_count(4)
        expect(chosen).to_contain_text("“ferry”")
        # It is no speech, and will be said; then the last of it is undone.
        page.keyboard.press("t")
        expect(page.locator("#chooser-about")).to_contain_text("Now speech, said: “it will … not run”")
        assert axe(page) == []
        choose(page, "an attitude")
        expect(chosen.locator(".unsaid")).to_have_text("attitude")
        page.keyboard.press("t")
        choose(page, "future")
        expect(chosen.locator(".unsaid")).to_have_text("attitude, future")
        page.keyboard.press("u")
        expect(status).to_contain_text("Undone: statement-unsaid of “it will … not run”.")
        expect(chosen.locator(".unsaid")).to_have_text("attitude")
        # What is not said speech stays in view, unless it is hidden.
        page.keyboard.press("o")
        expect(chosen).to_be_hidden()
        page.keyboard.press("o")
        page.keyboard.press("c")
        expect(status).to_contain_text("The words that report it: “ferry”")
        page.keyboard.press("Backspace")
        expect(chosen).to_contain_text("without a cue")
        # Of somebody else is told, that they support Karl Lund.
        page.keyboard.press("h")
        expect(page.locator("#chooser-title")).to_have_text("Of whom is a position told here?")
        choose(page, "Ana Prado")
        expect(page.locator("#chooser-title")).to_have_text("What does Ana Prado do, as it is told?")
        choose(page, "support")
        choose(page, "Karl Lund")
        expect(chosen).to_contain_text("Ana Prado: support → (supports) Karl Lund added by hand")
        page.keyboard.press("u")
        expect(chosen).not_to_contain_text("Karl Lund")
        # What its speaker stands for.
        page.keyboard.press("Shift+P")
        expect(page.locator("#chooser-title")).to_have_text("What does Luis Prado do by saying this?")
        choose(page, "reject")
        expect(page.locator("#chooser-title")).to_have_text("Toward whom or what?")
        assert axe(page) == []
        choose(page, "Karl Lund")
        expect(chosen).to_contain_text("reject → (opposes) Karl Lund added by hand")
        # Undone: the position where it is changed, then the statement, which nobody makes.
        page.keyboard.press("p")
        choose(page, "Remove")
        expect(chosen).not_to_contain_text("Karl Lund")
        page.keyboard.press("n")
        expect(page.locator(".note")).to_have_count(3)
        assert read_corrections(folder / "corrections.csv", raise_error) == []
        # The agreement is another one here, then none; both are one everywhere, which is undone.
        page.keyboard.press("k")
        expect(chosen.locator(".chip")).to_have_text("Ferry deal")
        page.keyboard.press("g")
        expect(page.locator("#chooser-title")).to_have_text("Which agreement is meant?")
        choose(page, "Another one is meant here")
        choose(page, "Lighthouse pact")
        expect(chosen.locator(".chip")).to_have_text("Lighthouse pact")
        page.keyboard.press("g")
        choose(page, "None is meant here")
        expect(chosen.locator(".chip")).to_have_count(0)
        page.keyboard.press("u")
        expect(chosen.locator(".chip")).to_have_text("Lighthouse pact")
        page.keyboard.press("u")
        expect(chosen.locator(".chip")).to_have_text("Ferry deal")
        page.keyboard.press("g")
        choose(page, "It is another one, everywhere")
        assert axe(page) == []
        choose(page, "Lighthouse pact")
        expect(page.locator(".chip").last).to_have_text("Lighthouse pact")
        page.keyboard.press("u")
        expect(page.locator(".chip").last).to_have_text("Ferry deal")
        # With a mouse: the words are drawn, and the bar has a button for each step.
        page.locator(".passage", has_text="Luis Prado: the").locator("mark").dblclick(
            position={"x": 5, "y": 5}
        )
        page.locator('#review-bar button[data-key="+"]:not(.of-words)').click()
        expect(status).to_contain_text("What was said: “the”")
        page.locator('.of-words[data-key="Enter"]').click()
        page.locator('.of-words[data-key="Backspace"]').click()
        page.locator('.of-words[data-key="Backspace"]').click()
        choose(page, "nobody named")
        expect(page.locator(".note")).to_have_count(4)
        context.close()
    expect.set_options(timeout=5_000)
    assert troubles == []
    (line,) = read_corrections(folder / "corrections.csv", raise_error)
    assert line.kind.value == "statement-added"
    rebuild()
    found = [one for one in open_dataset(folder).statements() if one.by_hand == "added"]
    assert [(one.text, one.speaker) for one in found] == [("the", None)]


def test_what_cannot_be_reviewed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.cli.test_commands import kg

    monkeypatch.chdir(tmp_path)
    Path("data.ttl").write_text("", encoding="utf-8")
    for arguments, sentence in (
        (["data.ttl", "--review"], "Files of RDF cannot be reviewed; build a graph and give its folder"),
        (["--review", "--host", "0.0.0.0"], "A review is for this machine only, and 0.0.0.0 is not"),
        (["--reviewer", "Ann"], "“--reviewer” and “--corrections” are for “--review”."),
    ):
        result = kg("serve", *arguments)
        assert result.returncode == 2
        assert sentence in result.stderr
