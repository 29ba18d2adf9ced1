"""Actors, agreements and places across articles, decided key by key.

An article gives *entries* to keys (`contributions.py`): "the actor jane-doe is called Jane Doe here". The
entries of a key are a multiset, in which those of all articles add up. From it alone follows the
*decision* of the key, which feeds entries to keys of later *levels* (`levels.py` has all of them, in
order):

    actor ─▶ person ─▶ namesake ─▶ fit ─▶ couple ─▶ whole ─▶ owner ─▶ word     place     agreement ─▶ agreed
      │         └────────────────────────────┘         └──────────────┘                  (by blocks)
      └────▶ initials

A decision answers *questions*, and an article asks them (`asking.py`); which ones may depend on the
answers to others. When the entries of a key change, what was asked of it is answered anew: an article of
which an answer differs asks again, and is stale if what it is told differs. Counts move with every
article, answers rarely.

All this is pure functions of multisets. `ArchiveIndex` (`kg/archive/index.py`) keeps the multisets in rows of
the ledger, and changes only what a portion of articles touches. An engine that has all articles at once does:

    entries = added(contributions(reading) for all readings)            # group by level and key
    for level, decide in LEVELS.items():                                # in this order
        decisions[level, key] = decide(key, entries[level, key])        # for each key
        entries = added(entries, decisions[level, key].feeds())
        # before the level "agreed": feed it each agreement of `agreed`, block by block
    answers = answered(Questions.of(reading), ask)                      # for each article
    renamed = answers.applied(reading)

where `ask(level, key, question)` is `decisions[level, key].answer(question)`, and a key without entries has
the decision `decide(key, {})`.

- `dataflow.py`: entries, decisions, questions
- `contributions.py`, `asking.py`: what an article gives, and what it asks
- `actor_forms.py`, `persons.py`, `surname_owners.py`, `place_names.py`, `agreement_blocks.py`: the levels
- `bags.py`: multisets in rows of the ledger
"""
