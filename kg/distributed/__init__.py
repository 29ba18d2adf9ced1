"""Builds on many machines: shard by shard, and key by key. No process has all articles.

A *shard* has the articles whose identifiers have one hash, a *part* the keys that have one. The stages
read and write files in the folder `shards` of the output, which all machines must have at the same path.

    files ─▶ articles ─▶ readings ─▶ entries ─▶ names ─▶ quads, records ─▶ echoes, figures ─▶ store
             by article  by shard    by shard   by key   by shard          by key             by one process
                                                level by level

- `ray_cluster.py`: the one module that knows Ray; it maps shards and brings together what has one part
- `shard_files.py`: the files of a shard, and what goes from stage to stage
- `article_stage.py`, `reading_stage.py`: the articles given, and what is read in them, kept
- `name_stage.py`, `name_tables.py`: the levels of `kg/archive/names`, and their decisions looked up by key
- `quad_stage.py`: each article under its names across articles
- `pair_stage.py`: what several articles report
- `ray_build.py`: all stages, and the store of their quads
"""
