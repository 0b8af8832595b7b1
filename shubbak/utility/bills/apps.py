from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BillsConfig(AppConfig):
    name = "shubbak.utility.bills"
    label = "bills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its messages are known; tills know what bills bear in cash, and find them by their square."""
        autodiscover_modules("duty", "finding", "letters")
