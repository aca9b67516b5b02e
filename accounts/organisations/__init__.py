"""What every kind of organisation does with its members, written once.

An app with a kind of organisation of its own extends `accounts.models.Organisation`, `Membership`
and `Invitation` and takes its routes from `urls.organisation_urls`. Nothing in here knows which
kinds there are: what differs is said by the model (`Organisation.words`).
"""
