"""Quotations side by side."""

import kg


def test_a_quotation_after_two_speakers_is_the_last_ones() -> None:
    found = kg.read(
        "“The bridge is safe,” said engineer Tom Fell. “It is not,” said his colleague Rosa Costa."
        " “I have seen the cracks.”"
    )
    speakers = {one.text: one.speaker for one in found.statements}
    assert speakers == {"The bridge is safe": "Tom Fell", "It is not … I have seen the cracks.": "Rosa Costa"}
