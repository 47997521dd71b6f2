"""What texts have in common word by word: TF-IDF, hashed into rows that are short enough to keep.

An encoder knows that two texts are about a flood; that they name the same river is in the words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from newsvane.topics import words

# Words are known by a hash of 20 bits, of which nine say where they stand in a row and one with
# which sign (Weinberger et al. 2009, arXiv:0902.2206): of two texts without a common word the
# product is 0 on the average, give or take 1/√512 = .04.
N_HASHES = 1 << 20
N_DIMS = 512


def count(texts: Sequence[str]) -> sparse.csr_matrix:
    """Count the words of texts, stop words left out.

    Returns
    -------
    sparse matrix of shape (n_texts, N_HASHES)
        float32.

    Examples
    --------
    >>> count(["The ferry sank.", "A ferry, a ferry!"]).sum(axis=1).ravel().tolist()
    [[2.0, 2.0]]
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, HashingVectorizer

    counter = HashingVectorizer(
        n_features=N_HASHES,
        stop_words=sorted(ENGLISH_STOP_WORDS | words.NEWS_WORDS),
        token_pattern=words.TOKEN,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    # Of no texts scikit-learn makes a bare StopIteration.
    return counter.transform(texts) if len(texts) else sparse.csr_matrix((0, N_HASHES))


def rows(counts: sparse.csr_matrix) -> np.ndarray:
    """Weigh words by TF-IDF and fold them into short rows.

    Parameters
    ----------
    counts : sparse matrix of shape (n_texts, N_HASHES)
        Of all texts, for a word weighs more the fewer of them have it.

    Returns
    -------
    ndarray of shape (n_texts, N_DIMS)
        float32, rows of about unit length; zero where a text has no words. The weight of a word is
        (1 + log count) × (1 + log((1 + n_texts) / (1 + n_texts with it))).

    Examples
    --------
    >>> made = rows(count(["The ferry sank", "A ferry has sunk", "The vote is on Monday"]))
    >>> bool(made[0] @ made[1] > 0.2 > abs(made[0] @ made[2]))
    True
    """
    n_with = np.bincount(counts.indices, minlength=N_HASHES)
    rarity = (1 + np.log((1 + counts.shape[0]) / (1 + n_with))).astype(np.float32)
    data = (1 + np.log(counts.data)) * rarity[counts.indices]
    weighed = sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel()).clip(1e-12)
    hashes = np.arange(N_HASHES)
    signs = np.where(hashes & N_DIMS, -1, 1).astype(np.float32)
    fold = sparse.csr_matrix((signs, (hashes, hashes % N_DIMS)), shape=(N_HASHES, N_DIMS))
    return (weighed @ fold).toarray() / length[:, None]
