"""The words with which Nexis and Lexis label what they print about an article."""

from __future__ import annotations

# Role -> labels, in the languages of the interface that were seen or that the database offers.
_BY_ROLE = {
    "title": "headline title überschrift titel titre titular título titolo kop",
    "byline": "byline author autor auteur autore autor-in author-byline reporter",
    "length": "length länge longueur longitud extensión lunghezza lengte comprimento extensão",
    "lead": "highlight highlights encart abstract zusammenfassung resumen resumé riassunto",
    "body": "body text volltext corps cuerpo corpo full-text",
    "language": "language sprache langue idioma lingua taal",
    "url": "url link web-url",
    "correction": "correction korrektur rectificatif corrección correzione",
    "other": (
        "section rubrik rubrique sección sezione sectie rubriek seção dateline ort-datum lieu-date "
        "load-date update date-chargement ladedatum fecha-carga laad-datum data-di-carico "
        "correction-date graphic grafik graphique gráfico graphics subject thema sujet materia "
        "organization organisation company firma societe société ticker symbole-boursier industry "
        "branche secteur-activite person personne persona city state country geographic "
        "localisation-geo geographie publication-type type-publication journal-code zeitungs-code "
        "distribution bibliographie series notes acc-no edition category name type column "
        "document-type byline-note contact copyright"
    ),
}
ROLES = {label: role for role, labels in _BY_ROLE.items() for label in labels.split()}
# A label longer than this is a sentence.
MAX_LABEL = 40


def role_of(label: str) -> str | None:
    """Return what a label stands before, or null for a word that is none.

    Examples
    --------
    >>> role_of("LÄNGE"), role_of("Load-Date"), role_of("Journal Code"), role_of("Minister")
    ('length', 'other', 'other', None)
    """
    return ROLES.get("-".join(label.casefold().split()))


def split_label(text: str) -> tuple[str, str] | None:
    """Split a line at the colon after its label, if it begins with a label that we know.

    Examples
    --------
    >>> split_label("LENGTH: 239 words"), split_label("He said: no")
    (('LENGTH', '239 words'), None)
    """
    label, colon, value = text[: MAX_LABEL + 1].lstrip().partition(":")
    if not colon or role_of(label) is None:
        return None
    return label.strip(), text.lstrip()[len(label) + 1 :].strip()
