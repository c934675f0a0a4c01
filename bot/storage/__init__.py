"""What is kept on disk: one code path for a SQLite file and for PostgreSQL.

    services -> Chats, Subscriptions, Ledger, ... -> database.Database -> SQLAlchemy, the driver
                                                  <- rows as model objects; errors by `failures`

`schema` says which tables there are, `migrations` how a database of an earlier release becomes
one of this. Every method is one transaction: what it did is durable once it returns, and nothing
of it is there if it raised. Nothing above this package sees a row, a connection or a driver's
error.
"""
