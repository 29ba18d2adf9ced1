"""A cluster of Ray, which does the tasks of a build: shard by shard, and part by part.

Tasks go through Ray Data. One whose process is killed is done again; what it has written is written again.
Ray tells its makers nothing, and opens no dashboard.
"""

import logging
import os
import pickle
import socket
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.data import use_folder, used_folder
from kg.distributed.shard_files import Parcel, Task
from kg.errors import InputError, KgError, UsageError

Result = TypeVar("Result")
_SINGLY: dict[str, Any] = {"batch_size": 1, "batch_format": "pandas"}
# What Ray reads from the environment when it is imported or starts.
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DEDUP_LOGS": "0",
}
# Of a cluster on this machine: nobody else reaches it. By default Ray's store of objects takes three tenths
# of the memory, and what goes from task to task here is small.
_LOCAL: dict[str, Any] = {
    "include_dashboard": False,
    "object_store_memory": 256 << 20,
    "_node_ip_address": "127.0.0.1",
}
# Seconds to wait for an answer of a cluster; Ray itself would try for minutes.
_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that is connected; `workers` is how many tasks with models go on at the same time."""

    workers: int

    def map(self, task: Task[Result], names: Sequence[str]) -> Iterator[Result]:
        """Yield what `task` gives for each name, as it is done."""
        yield from _results(_named(names).map_batches(_each, fn_args=(_packed(task),), **_SINGLY))

    def map_with_models(self, make: Callable[[], Task[Result]], names: Sequence[str]) -> Iterator[Result]:
        """As `map`, in processes that stay: each calls `make` once, and what that gives for each name."""
        from ray.data import ActorPoolStrategy

        pool = ActorPoolStrategy(size=max(1, min(self.workers, len(names))))
        yield from _results(
            _named(names).map_batches(
                _Reader, fn_constructor_args=(_packed(make),), compute=pool, num_cpus=1, **_SINGLY
            )
        )

    def shuffle(
        self,
        give: Task[Iterable[Parcel]],
        names: Sequence[str],
        take: Callable[[int, list[bytes]], Result],
    ) -> Iterator[Result]:
        """Let `give` make parcels for each name; yield what `take` gives for all parcels of each part.

        A part for which there are none is left out.
        """
        parcels = _named(names).map_batches(_parcels, fn_args=(_packed(give),), **_SINGLY)
        groups = parcels.groupby("part")
        yield from _results(groups.map_groups(_group, fn_args=(_packed(take),), batch_format="pandas"))


@contextmanager
def connected(address: str | None = None, workers: int | None = None) -> Iterator[Cluster]:
    """The cluster at `address`, or one that is started on this machine; left, or stopped, at the end.

    A cluster to which this process is connected already is used and left as it is. `workers` are processes
    that read, by default one for each core. Raises `UsageError` if Ray is not installed, `InputError` if
    there is no cluster at the address, and `KgError` as the tasks raise it.
    """
    os.environ.update(_SETTINGS)
    with warnings.catch_warnings():
        # Ray and what it imports warn of their own matters.
        warnings.simplefilter("ignore")
        try:
            import ray
            import ray.data
        except ImportError:
            raise UsageError("Ray is not installed; “pip install actor-statement-kg[ray]” does it.") from None
        is_ours = not ray.is_initialized()
        options: dict[str, Any] = {"address": address} if address else {"num_cpus": workers, **_LOCAL}
        if address:
            _check_answers(address)
        try:
            if is_ours:
                ray.init(logging_level=logging.ERROR, log_to_driver=False, **options)
            _be_quiet()
            resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
            yield Cluster(workers or max(1, int(resources.get("CPU", 1))))
        except ConnectionError as error:
            where = address or "this machine"
            raise InputError(
                f"There is no cluster of Ray at {where}: {' '.join(str(error).split())}"
            ) from error
        except ray.exceptions.RayTaskError as error:
            cause = error.cause
            while isinstance(cause, ray.exceptions.UserCodeException | ray.exceptions.RayTaskError):
                cause = cause.__cause__ or getattr(cause, "cause", None)
            if isinstance(cause, KgError):
                raise cause from None
            raise
        finally:
            if is_ours:
                ray.shutdown()


def _check_answers(address: str) -> None:
    """Raise `UsageError` if `address` is none of a cluster, `InputError` if nobody answers there."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or "/" in host:
        raise UsageError(f"“{address}” is no address of a cluster of Ray; write HOST:PORT.")
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise InputError(f"There is no cluster of Ray at {address}: {error}.") from error


def _be_quiet() -> None:
    """Let Ray Data print neither what it does nor how far it is; the program tells that itself."""
    from ray.data import DataContext
    from ray.data.context import ShuffleStrategy

    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    # Its other strategy keeps processes that need cores of their own, and waits for ever where there are few.
    context.shuffle_strategy = ShuffleStrategy.SORT_SHUFFLE_PULL_BASED


def _named(names: Sequence[str]) -> Any:
    """A dataset of names, each in a block of its own."""
    import ray.data

    return ray.data.from_items([{"name": name} for name in names], override_num_blocks=max(1, len(names)))


def _results(dataset: Any) -> Iterator[Any]:
    for row in dataset.iter_rows():
        yield pickle.loads(row["result"])


def _packed(task: Any) -> bytes:
    """A task, and the folder of word lists that it needs, for another process."""
    return pickle.dumps((used_folder(), task))


def _unpacked(content: bytes) -> Any:
    folder, task = pickle.loads(content)
    if folder != used_folder():
        use_folder(folder)
    return task


def _each(batch: Any, task: bytes) -> Any:
    import pandas as pd

    do = _unpacked(task)
    return pd.DataFrame({"result": [pickle.dumps(do(name)) for name in batch["name"]]})


class _Reader:
    """A process with models."""

    def __init__(self, make: bytes) -> None:
        self._task = _unpacked(make)()

    def __call__(self, batch: Any) -> Any:
        import pandas as pd

        return pd.DataFrame({"result": [pickle.dumps(self._task(name)) for name in batch["name"]]})


def _parcels(batch: Any, give: bytes) -> Any:
    import pandas as pd

    do = _unpacked(give)
    parcels = [parcel for name in batch["name"] for parcel in do(name)]
    return pd.DataFrame(parcels, columns=["part", "parcel"]).astype({"part": "int64"})


def _group(group: Any, take: bytes) -> Any:
    import pandas as pd

    result = _unpacked(take)(int(group["part"].iloc[0]), list(group["parcel"]))
    return pd.DataFrame({"result": [pickle.dumps(result)]})
