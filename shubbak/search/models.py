"""One index table for whatever can be found."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchRow(models.Model):
    """The words of one thing, folded and stemmed when written.

    `kind` and `ref` name the thing (``case`` and its id); who may see it is the business of its own
    room. `names` holds folded names for similar spellings, `figures` the phone and identity figures,
    each between spaces.
    """

    kind = models.CharField(max_length=20)
    ref = models.UUIDField()
    at = models.DateTimeField()
    words = SearchVectorField()
    names = models.TextField(blank=True)
    figures = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="one_search_row_per_thing")]
        indexes = [
            models.Index(fields=["kind", "-at", "ref"], name="search_newest_first"),
            GinIndex(fields=["words"], name="search_words"),
            GinIndex(fields=["names"], opclasses=["gin_trgm_ops"], name="search_names"),
            GinIndex(fields=["figures"], opclasses=["gin_trgm_ops"], name="search_figures"),
        ]
