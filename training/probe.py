"""Make `probe.onnx`: `python -m training.probe`. It tells whether a processor multiplies bytes exactly.

It has one product of the largest bytes by the largest signed ones. Where sums of two such products are kept
in 16 bits, as on x86 without VNNI, it comes out smaller than it is.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from kg.extract.onnx_graphs import PROBE_NAME, PROBE_TERMS
from kg.extract.settings import shipped_folder
from training.export import OPSET

_COLUMNS = 16


def main() -> None:
    weights = numpy_helper.from_array(np.full((PROBE_TERMS, _COLUMNS), 127, dtype=np.int8), "weights")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["bytes", "weights"], ["sums"])],
        "probe",
        [helper.make_tensor_value_info("bytes", TensorProto.UINT8, ["rows", PROBE_TERMS])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, ["rows", _COLUMNS])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(shipped_folder() / PROBE_NAME))


if __name__ == "__main__":
    main()
