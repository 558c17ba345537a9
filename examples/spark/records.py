"""Records of pages as they are compared."""

import struct


def rounded(value):
    """A record with its numbers as floats of 32 bits have them, as Parquet does."""
    if isinstance(value, float):
        return struct.unpack("f", struct.pack("f", value))[0]
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list) else value
