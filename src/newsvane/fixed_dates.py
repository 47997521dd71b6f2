"""The dates of a study that a person fixes: STUDY/dates.csv, written for them and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsvane import store

if TYPE_CHECKING:
    from newsvane.corpus.dating.fixes import Fix, Listing
    from newsvane.study import Study


def read(study: Study) -> dict[str, Fix]:
    """Return what a person has filled in, by article_id.

    Raises
    ------
    StudyError
        Naming line and column of an entry that is no date.
    """
    from newsvane.corpus.dating import fixes

    return fixes.read(study.folder / fixes.FILE)


def unmatched(study: Study) -> list[str]:
    """Return the article_ids of dates.csv that no article of a finished run has, sorted."""
    fixed = set(read(study))
    if fixed:
        for piece in store.read_batches(study.folder, "articles", columns=["article_id"]):
            fixed.difference_update(piece["article_id"])
    return sorted(fixed)


def write(study: Study) -> Listing:
    """List the doubtful dates of a finished run for a person; what they filled in stays.

    Raises
    ------
    InputMissingError
        If the study has not been run.
    StudyError
        If the dates.csv that is there cannot be read.
    """
    from newsvane.corpus.dating import fixes

    articles, found = (store.read(study.folder, name) for name in ("articles", "date_candidates"))
    path = study.folder / fixes.FILE
    text, listing = fixes.listed(articles, candidates=found, path=path)
    store.write_text(path, text)
    return listing
