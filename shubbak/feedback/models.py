"""What people thought of the answer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from shubbak.cases.models import Case


class Rating(models.Model):
    """One rating per closing: `round` is how often the case had been re-opened before."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField(default=0)
    face = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    solved = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=3)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_rating_per_closing"),
            models.CheckConstraint(condition=Q(face__gte=1, face__lte=5), name="a_face_is_one_to_five"),
        ]
        indexes = [models.Index(fields=["at"], name="ratings_by_time")]
