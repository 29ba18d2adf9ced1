"""The chart of `benchmarks.archive`: seconds an article and peak memory by the number of articles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import vl_convert

_INK = "#1f4e79"


def draw(costs: Sequence[tuple[int, float, float]], path: Path) -> None:
    """Write the SVG `path`: for each number of articles, seconds an article and peak memory in MiB."""
    values = [{"articles": one, "seconds": seconds, "memory": memory} for one, seconds, memory in costs]
    specification: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "hconcat": [
            _panel("seconds", "seconds an article", values),
            _panel("memory", "peak memory, MiB", values),
        ],
        "config": {"font": "sans-serif", "view": {"stroke": None}, "axis": {"gridOpacity": 0.4}},
    }
    path.write_text(vl_convert.vegalite_to_svg(specification), encoding="utf-8")


def _panel(field: str, title: str, values: Sequence[dict[str, float]]) -> dict[str, Any]:
    sizes = [one["articles"] for one in values]
    return {
        "width": 300,
        "height": 200,
        "mark": {"type": "line", "point": {"filled": True, "size": 60, "color": _INK}, "color": _INK},
        "encoding": {
            "x": {
                "field": "articles",
                "type": "quantitative",
                "scale": {"type": "log"},
                "axis": {"values": sizes, "format": ",d", "title": "articles"},
            },
            # From 0, so that what is flat looks flat.
            "y": {"field": field, "type": "quantitative", "title": title, "scale": {"zero": True}},
        },
    }
