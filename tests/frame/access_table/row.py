"""One row of the table, and the routes that need none."""

from dataclasses import dataclass, field

# Pages that everybody may read without signing in, and allauth's, which check access themselves.
PUBLIC = {
    "front",
    "healthz",
    "readyz",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "account_confirm_login_code",
    "gallery",
    "accounts:session",
}
# These routes exist only where INTERIMHUB_DEMO=1; they are public there.
DEMO = {"demo:sign_in", "demo:mail", "demo:letter"}


@dataclass(frozen=True)
class Row:
    """One route for one set of rows."""

    route: str
    get: str
    post: str
    of: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.route, *self.of.values()])
