"""References: what people who saw a result say of it, asked for and lent by the interim."""

from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    """Asked once, kept, never edited, and lent for one brief at a time. No ranking reads them."""

    name = "references"
