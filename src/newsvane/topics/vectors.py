"""The cache of vectors on disk: shards that are written whole or not at all, and checked when read.

A shard holds the keys (first 16 bytes of the SHA-256 of the text) and the vectors of some texts.
Vectors are kept as float16: the cosine to float32 is off by less than 1e-6 at half the size.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from newsvane.errors import NewsvaneError

log = logging.getLogger(__name__)

KEY_BYTES = 16
MERGE = 16  # so many shards of one level become one of the next: 1,000,000 texts lie in < 50 files


class _DamagedShardError(NewsvaneError, ValueError):
    """A shard's bytes are not those that were written."""


def keys_of(texts: Sequence[str]) -> np.ndarray:
    """Return the key of each text.

    Returns
    -------
    ndarray of shape (n_texts, 16)
        uint8.

    Examples
    --------
    >>> keys_of(["one", "two", "one"]).shape
    (3, 16)
    """
    digests = [
        hashlib.sha256(t.encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES] for t in texts
    ]
    return np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(len(texts), KEY_BYTES)


def look_up(keys: np.ndarray, *, folder: Path | None) -> tuple[np.ndarray, np.ndarray | None]:
    """Find vectors in the shards below `folder`.

    Parameters
    ----------
    keys : ndarray of shape (n_keys, 16)
        Distinct keys, from `keys_of`.
    folder : Path or None
        None, or a folder that is missing: nothing is found.

    Returns
    -------
    found : ndarray of shape (n_keys,)
        Whether the vector is there.
    vectors : ndarray of shape (n_keys, n_dims) or None
        float16, zero where not found; None where nothing at all was found.

    Notes
    -----
    A damaged shard is reported as a warning and removed, so that its texts are embedded again.
    """
    found = np.zeros(len(keys), dtype=bool)
    vectors: np.ndarray | None = None
    heads = _heads(keys)
    order = np.argsort(heads, kind="stable")
    for shard_keys, shard_vectors in _shards(folder) if folder is not None else ():
        if not len(keys):
            break
        place = np.searchsorted(heads[order], _heads(shard_keys)).clip(max=len(keys) - 1)
        rows = order[place]
        hits = (keys[rows] == shard_keys).all(axis=1)
        if hits.any():
            if vectors is None:
                vectors = np.zeros((len(keys), shard_vectors.shape[1]), dtype=np.float16)
            vectors[rows[hits]] = shard_vectors[hits]
            found[rows[hits]] = True
    return found, vectors


def add(keys: np.ndarray, vectors: np.ndarray, *, folder: Path) -> None:
    """Write one shard of `vectors` (float16) and merge small shards where there are many."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, level=0, keys=keys, vectors=vectors)
    level = 0
    while len(paths := sorted(folder.glob(f"{level}-*.safetensors"))) >= MERGE:
        parts = [part for path in paths if (part := _read_or_remove(path)) is not None]
        level += 1
        merged_keys, merged = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        _write(folder, level=level, keys=merged_keys, vectors=merged)
        for path in paths:  # a kill before this line leaves doubles, which do no harm
            path.unlink(missing_ok=True)


def _heads(keys: np.ndarray) -> np.ndarray:
    # Eight bytes find the row, the comparison of all sixteen decides.
    return np.ascontiguousarray(keys[:, :8]).view(np.uint64)[:, 0]


def _shards(folder: Path) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for path in sorted(folder.glob("*.safetensors")):
        part = _read_or_remove(path)
        if part is not None:
            yield part


def _digest(keys: np.ndarray, vectors: np.ndarray) -> str:
    digest = hashlib.sha256(f"{vectors.dtype} {vectors.shape}".encode())
    digest.update(np.ascontiguousarray(keys).data)
    digest.update(np.ascontiguousarray(vectors).data)
    return digest.hexdigest()


def _write(folder: Path, *, level: int, keys: np.ndarray, vectors: np.ndarray) -> None:
    from safetensors.numpy import save

    digest = _digest(keys, vectors)
    path = folder / f"{level}-{digest[:16]}.safetensors"
    # Named by what it holds: what a killed run left half-written is overwritten by the next one.
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as stream:
        stream.write(save({"keys": keys, "vectors": vectors}, metadata={"sha256": digest}))
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)


def _read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as shard:
            written = (shard.metadata() or {}).get("sha256")
            keys, vectors = shard.get_tensor("keys"), shard.get_tensor("vectors")
    except (SafetensorError, ValueError, KeyError) as error:
        raise _DamagedShardError(str(error)) from error
    if (
        keys.ndim != 2
        or keys.shape != (len(vectors), KEY_BYTES)
        or _digest(keys, vectors) != written
    ):
        raise _DamagedShardError("its checksum does not match")
    return keys, vectors


def _read_or_remove(path: Path) -> tuple[np.ndarray, np.ndarray] | None:
    try:
        return _read(path)
    except FileNotFoundError:  # merged away by another run since the folder was listed
        return None
    except _DamagedShardError as error:
        log.warning(
            "cached vectors in %s are damaged (%s); its texts are embedded again", path, error
        )
        path.unlink(missing_ok=True)
        return None
