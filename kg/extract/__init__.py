"""Extraction of attributions, names and stances, unresolved. `kg.extract.spacy` has the spaCy components."""

import os

# From 1.29 on, onnxruntime keeps an identifier of the machine in the user's home and queues events for its
# maker, unless this is set before it is imported. Processes that are started inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
