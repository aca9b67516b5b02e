"""Layouts of allauth's forms. allauth's `form` element shows errors above the `<form>`."""

from crispy_forms.layout import Div

from interimhub.lib.layouts import FormLayout


def _column(*names: str, hidden: tuple[str, ...] = ()) -> FormLayout:
    return FormLayout(Div(*names, css_class="fields"), *hidden, show_errors=False)


SIGN_UP = _column("full_name", "preferred_name", "email", "password1", hidden=("time_zone",))
LOGIN = _column("login", "password")
REAUTHENTICATE = _column("password")
RESET_PASSWORD = _column("email")
RESET_PASSWORD_KEY = _column("password1", "password2")
SET_PASSWORD = _column("password1", "password2")
CHANGE_PASSWORD = _column("oldpassword", "password1", "password2")
EMAIL = _column("email")
CODE = _column("code")
