"""How much a package may hold. Knows nothing of archives."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes are bytes that were really unpacked, never what an archive declares."""

    file_bytes: int = 16 * MIB
    total_bytes: int = 64 * MIB
    members: int = 5_000
    ratio: int = 100
    ratio_floor: int = 64 * 1024
    """Below this size a file may be as compressible as it likes."""
    json_values: int = 100_000
    """Objects, lists and separators of one JSON file: what it may cost in memory. A real one has hundreds."""
    json_total: int = 500_000
    """The same for all JSON files of a package: what it may cost in time. A large real one has fifty thousand."""
    json_depth: int = 100
    name_bytes: int = 255
    path_bytes: int = 1_000
    faults: int = 500
    """After so many faults nothing is learnt from one more."""
