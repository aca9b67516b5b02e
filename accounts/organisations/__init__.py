"""Members and invitations, for every kind of organisation.

An app with its own kind of organisation extends `accounts.models.Organisation`, `Membership` and
`Invitation`, and gets its routes from `urls.organisation_urls`. This package does not know which
kinds there are: attributes of the model say what differs (`Organisation.words`).
"""
