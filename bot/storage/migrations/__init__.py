"""One module a revision of the tables, run by `bot.storage.migrating`."""
