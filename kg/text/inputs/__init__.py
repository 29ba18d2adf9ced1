"""Reading articles from files of many formats, standard input and the web: one file a format.

`formats.py` is the table of formats, `opening.py` the way from a path to its bytes, `record.py` what a reader
takes and gives. Libraries are imported on first use.
"""
