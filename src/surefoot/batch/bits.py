"""One bit a row, 64 rows to a word, the first row in the lowest bit: the layout of Arrow's buffers."""

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words: TypeAlias = NDArray[np.uint64]
    Tiles: TypeAlias = NDArray[np.uint64]
    """Tile, plane, word: all that is known of some rows lies together, so that one pass reads it in order."""


def words_for(rows: int) -> int:
    """How many words hold so many rows."""
    return (rows + 63) // 64


def packed(flags: Any) -> "Words":
    """An array of booleans, as words."""
    import numpy as np

    words = np.zeros(words_for(len(flags)), np.uint64)
    bits = np.packbits(flags, bitorder="little")
    words.view(np.uint8)[: len(bits)] = bits
    return words


def unpacked(words: "Words", rows: int) -> Any:
    """The booleans of the first rows, as an array."""
    import numpy as np

    return np.unpackbits(words.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def none(rows: int) -> "Words":
    """No row."""
    import numpy as np

    return np.zeros(words_for(rows), np.uint64)


def every(rows: int) -> "Words":
    """Each row, and nothing beyond the last."""
    import numpy as np

    words = np.full(words_for(rows), ~np.uint64(0))
    if rows % 64:
        words[-1] = np.uint64((1 << rows % 64) - 1)
    return words


def from_buffer(buffer: Any, offset: int, rows: int) -> "Words":
    """The bits of an Arrow buffer from a bit on; bits beyond the last row are 0."""
    import numpy as np

    octets = np.frombuffer(buffer, np.uint8)[offset // 8 : (offset + rows + 7) // 8]
    if offset % 8:
        shifted = np.unpackbits(octets, bitorder="little")[offset % 8 :][:rows]
        return packed(shifted)
    words = np.zeros(words_for(rows), np.uint64)
    words.view(np.uint8)[: len(octets)] = octets
    if rows % 64:
        words[-1] &= np.uint64((1 << rows % 64) - 1)
    return words


def tiled(planes: int, rows: int, tile: int) -> "Tiles":
    """Room for so many planes of the rows, in tiles of so many words; no bit is set."""
    import numpy as np

    return np.zeros((-(-words_for(rows) // tile), planes, tile), np.uint64)


def put(tiles: "Tiles", plane: int, words: "Words") -> None:
    """Make words a plane of the tiles."""
    tile = tiles.shape[2]
    whole = len(words) // tile
    tiles[:whole, plane] = words[: whole * tile].reshape(whole, tile)
    if whole < len(tiles):
        rest = words[whole * tile :]
        tiles[whole, plane, : len(rest)] = rest
