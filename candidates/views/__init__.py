"""The pages of one's own profile. There is no page of anybody else's here."""
