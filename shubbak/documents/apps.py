from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shubbak.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Scans are read where the programs for it are installed."""
        import_module("shubbak.documents.reading.scans").offer()
