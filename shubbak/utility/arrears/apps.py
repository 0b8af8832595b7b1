from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ArrearsConfig(AppConfig):
    name = "shubbak.utility.arrears"
    label = "arrears"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its messages are known, metering knows what is cut, the ledger whom to tell of payments."""
        autodiscover_modules("letters", "grouped_letters", "hearing")
