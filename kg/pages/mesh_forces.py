"""Places of thousands of nodes by forces: ForceAtlas2, with the repulsion of all by all on a grid.

The forces are those of Jacomy et al. 2014 (doi:10.1371/journal.pone.0098679). Their repulsion is a
convolution, so it is made on a grid by the fast Fourier transform (Hockney and Eastwood 1988, chapter 6):
a step takes time in proportion to nodes and lines, not to pairs of nodes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

_SEED = 7
_STEPS = 300
# Cells of the grid along each side.
_CELLS = 128
_REPULSION, _GRAVITY = 2.0, 0.05
# How much a node may swing before it is slowed down, and the fastest growth of the speed in a step.
_TOLERANCE, _RISE = 1.0, 1.5


def place_by_forces(count: int, ends: "numpy.ndarray") -> "numpy.ndarray":
    """Places (`count` × 2, in no unit) of nodes that lines connect; `ends` (lines × 2) has their numbers."""
    import numpy

    degrees = numpy.bincount(ends.ravel(), minlength=count)
    masses = degrees + 1.0
    places: numpy.ndarray = numpy.random.default_rng(_SEED).normal(size=(count, 2)) * count**0.5
    kernel = _kernel()
    before = numpy.zeros_like(places)
    speed = 1.0
    for _ in range(_STEPS):
        forces = _REPULSION * masses[:, None] * _repulsion(places, masses, kernel)
        pull = places[ends[:, 1]] - places[ends[:, 0]]
        for axis in (0, 1):
            forces[:, axis] += numpy.bincount(ends[:, 0], pull[:, axis], count)
            forces[:, axis] -= numpy.bincount(ends[:, 1], pull[:, axis], count)
        away = places - places.mean(axis=0)
        forces -= _GRAVITY * masses[:, None] * away
        swing = numpy.hypot(*(forces - before).T)
        traction = numpy.hypot(*(forces + before).T) / 2
        wanted = _TOLERANCE * (masses * traction).sum() / max((masses * swing).sum(), 1e-9)
        speed = min(wanted, _RISE * speed)
        places += forces * (speed / (1 + speed * numpy.sqrt(swing)))[:, None]
        before = forces
    return places


def _kernel() -> "numpy.ndarray":
    """The transform of the repulsion at each offset on the grid: to the right, and as imaginary part down."""
    import numpy

    offsets = numpy.fft.fftfreq(2 * _CELLS, 1 / (2 * _CELLS))
    right, down = numpy.meshgrid(offsets, offsets, indexing="ij")
    # Within a cell the force falls to nothing.
    kernel: numpy.ndarray = numpy.fft.fft2((right + 1j * down) / (right**2 + down**2 + 1))
    return kernel


def _repulsion(places: "numpy.ndarray", masses: "numpy.ndarray", kernel: "numpy.ndarray") -> "numpy.ndarray":
    """How all nodes push each, by mass over distance; each counts at the four corners of its cell."""
    import numpy

    least = places.min(axis=0)
    side = max(float((places.max(axis=0) - least).max()), 1e-9) / (_CELLS - 2)
    within = (places - least) / side
    cells = within.astype(int)
    near = within - cells
    corners = [
        (
            (cells[:, 0] + x) * 2 * _CELLS + cells[:, 1] + y,
            abs(1 - x - near[:, 0]) * abs(1 - y - near[:, 1]),
        )
        for x in (0, 1)
        for y in (0, 1)
    ]
    density = numpy.zeros(4 * _CELLS**2)
    for cell, share in corners:
        density += numpy.bincount(cell, masses * share, len(density))
    field = numpy.fft.ifft2(numpy.fft.fft2(density.reshape(2 * _CELLS, -1)) * kernel).ravel()
    pushed = numpy.sum([field[cell] * share for cell, share in corners], axis=0) / side
    forces: numpy.ndarray = numpy.stack([pushed.real, pushed.imag], axis=1)
    return forces
