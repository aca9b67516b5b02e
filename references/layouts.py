"""Layouts of the forms of references."""

from interimhub.lib.layouts import FormLayout

ASK = FormLayout("result", "name", "role", "email", "relation")
ANSWER = FormLayout("verdict", "saw", "basis", "is_named", "name", "role")
