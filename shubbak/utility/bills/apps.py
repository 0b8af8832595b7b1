from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BillsConfig(AppConfig):
    name = "shubbak.utility.bills"
    label = "bills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its messages are known, metering what is billed, debits whom to tell, tills what bills bear."""
        autodiscover_modules("billed", "debited", "duty", "finding", "grouped_letters", "letters")
