"""Running graphs: products of bytes are exact on every processor."""

import numpy as np

from kg.extract.onnx_graphs import PROBE_NAME, PROBE_TERMS, onnx_session
from kg.extract.settings import shipped_folder


def test_products_of_the_largest_bytes_are_exact() -> None:
    session = onnx_session((shipped_folder() / PROBE_NAME).read_bytes(), 1)
    for largest in (0, 1, 128, 255):
        (sums,) = session.run(None, {"bytes": np.full((3, PROBE_TERMS), largest, dtype=np.uint8)})
        assert sums.shape == (3, 16)
        assert set(sums.ravel().tolist()) == {PROBE_TERMS * largest * 127}
