"""Actors, agreements and places across articles, decided key by key.

An article gives *entries* to keys (`contributions.py`): "the actor jane-doe is called Jane Doe here". The
entries of a key are a multiset, in which the entries of all articles add up. From it alone follows the *decision*
of the key (`dataflow.py`), which feeds entries to keys of later *levels* (`levels.py` has all of them, in order):

    actor ─▶ person ─▶ namesake ─▶ fit ─▶ couple ─▶ whole ─▶ word       place       agreement ─▶ agreed
      └────▶ initials      (is one dropped?) ▲                                        (block by block)
                  └─ person also feeds couple ┘

An article *asks* decisions (`asking.py`): each question has a level, a key and words, and which ones it asks
may depend on the answers to others. When the entries of a key change, the questions that were asked of it are
answered anew; an article of which an answer differs asks again, and is stale if what it makes of the answers
differs. Counts move with every article, answers rarely.

All this is pure functions of multisets. `ArchiveIndex` (`kg/archive/index.py`) keeps the multisets in rows of the
ledger (`bags.py`) and changes only what a portion of articles touches. An engine that has all articles at once maps
them by `contributions`, groups by key, and for each level in order calls `decide` and feeds on.

- `dataflow.py`: entries, decisions, and a whole archive in memory, as the definition of what must come out
- `contributions.py`, `asking.py`: what an article gives and asks
- `actor_forms.py`, `persons.py`, `surname_owners.py`, `place_names.py`, `agreement_blocks.py`: the levels
- `bags.py`: multisets in rows
"""
