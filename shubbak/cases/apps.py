from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CasesConfig(AppConfig):
    name = "shubbak.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rooms at this height and above supply guards and effects; none is imported by name."""
        autodiscover_modules("case_effects")
