from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BillsConfig(AppConfig):
    name = "shubbak.utility.bills"
    label = "bills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its messages are known, metering what is billed, tills what bills bear in cash and show."""
        autodiscover_modules("billed", "duty", "finding", "letters")
